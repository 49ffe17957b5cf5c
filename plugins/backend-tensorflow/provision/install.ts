import { basename, dirname, join } from "node:path";
import { look, removeAll, withLock } from "@dragsaw/core/files";
import type { Progress } from "@dragsaw/core/tensor";
import { ORIGIN, type Origin, wholeAt } from "./cache.ts";

/** What `fill` found out about what it unpacked. */
export type Provenance = Pick<Origin, "from" | "sha256" | "trust">;

/**
 * Has a library in place: takes what lies there whole, else runs `make` under the place's lock. A second process waits and
 * finds the first one's result.
 */
export async function obtain(place: string, make: () => Promise<void>, progress: Progress): Promise<void> {
  await Deno.mkdir(dirname(place), { recursive: true });
  if (await wholeAt(place)) return;
  await withLock(`${place}.lock`, async () => {
    if (await wholeAt(place) === null) await make();
  }, (owner) => progress(`waiting for ${owner} to fetch the library`));
}

/**
 * Lets `fill` unpack into a folder beside and renames that into place, so that a place is whole or not there at all.
 * Leftovers of a killed attempt are cleared first.
 */
export async function install(place: string, fill: (folder: string) => Promise<Provenance>): Promise<void> {
  const beside = `${basename(place)}.unpacking-`;
  for await (const { name } of Deno.readDir(dirname(place))) {
    if (name.startsWith(beside)) await removeAll(join(dirname(place), name));
  }
  const folder = `${place}.unpacking-${crypto.randomUUID()}`;
  await Deno.mkdir(folder);
  try {
    const provenance = await fill(folder);
    const files: Record<string, number> = {};
    for await (const { name } of Deno.readDir(folder)) {
      files[name] = (await look(join(folder, name)))?.size ?? 0;
    }
    const origin: Origin = { ...provenance, files };
    await Deno.writeTextFile(join(folder, ORIGIN), JSON.stringify(origin, null, 2) + "\n");
    await removeAll(place);
    await Deno.rename(folder, place);
  } catch (error) {
    await removeAll(folder);
    throw error;
  }
}
