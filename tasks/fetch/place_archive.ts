import { look, removeAll, unpack } from "@dragsaw/core/files";
import { dirname, join } from "../shared/paths.ts";
import { roomIn } from "./disk_space.ts";
import type { FetchTools } from "./obtain_archive.ts";
import { transferLine } from "./transfer_line.ts";

/**
 * Unpacks an archive beside itself and renames the result to `place`, which is whole or not there at all. One top folder in
 * the archive, of any name, becomes that folder.
 *
 * @returns Files unpacked. @throws {RangeError} for an archive that cannot be trusted, and for a place that is taken.
 */
export async function placeArchive(
  file: string,
  place: string,
  { progress, signal, room = roomIn }: Pick<FetchTools, "progress" | "signal" | "room">,
): Promise<number> {
  const folder = `${file}.unpacking`;
  await removeAll(folder); // of a fetch that was killed
  await Deno.mkdir(folder);
  try {
    const count = await unpack(file, folder, {
      most: await room(dirname(file)),
      signal,
      onProgress: transferLine(`Unpacking ${file.slice(file.lastIndexOf("/") + 1)}`, progress),
    });
    if (count === 0) throw new RangeError(`Cannot use ${file}: expected files in it, found none`);
    if (await look(place)) throw new RangeError(`Cannot place ${file}: there is a ${place} already`);
    await Deno.mkdir(dirname(place), { recursive: true });
    await Deno.rename(await onlyFolder(folder), place);
    return count;
  } finally {
    await removeAll(folder);
  }
}

/** The one folder in a folder, or that folder itself. */
async function onlyFolder(folder: string): Promise<string> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.length === 1 && entries[0].isDirectory ? join(folder, entries[0].name) : folder;
}
