import { dirname, join } from "node:path";
import { formatBytes } from "./format_bytes.ts";
import { isLitter, Paths, safeName } from "./safe_name.ts";
import { untar } from "./untar.ts";
import { extract, type Member, membersOf } from "./unzip.ts";

/** Bounds of what an archive may become. */
export interface UnpackOptions {
  /** Bytes of all files together, at most. */
  readonly most: number;
  /** Unpacked bytes for each packed one, at most; 200 when absent: images and volumes stay below 20. */
  readonly ratio?: number;
  /** Files and folders, at most; a million when absent. */
  readonly count?: number;
  /** Told how many bytes were unpacked, and of how many where the archive says. */
  readonly onProgress?: (bytes: number, total: number | null) => void;
  /** Stops between pieces. */
  readonly signal?: AbortSignal;
}

/**
 * Unpacks a .zip, .tar or .tar.gz into the empty folder `into`, trusting nothing in it. Refused are names that lead out of the
 * folder or come twice, links and devices, encryption, overlapping members and more bytes than allowed or announced. What macOS
 * adds (`__MACOSX`, `._*`) is left out.
 *
 * @returns Files written.
 * @throws {RangeError} for what is refused. @throws {SyntaxError} for damaged data. @throws the signal's reason. Files written
 * until then stay: unpack into a folder of its own, and rename it.
 */
export async function unpack(archive: string, into: string, options: UnpackOptions): Promise<number> {
  const { size } = await Deno.stat(archive);
  const most = Math.min(options.most, (options.ratio ?? 200) * Math.max(size, 1 << 16));
  const folders = new Folders(into);
  return await isZip(archive)
    ? await unzipAll(archive, folders, most, options)
    : await untarAll(archive, folders, most, options);
}

async function isZip(archive: string): Promise<boolean> {
  using file = await Deno.open(archive);
  const start = new Uint8Array(2);
  await file.read(start);
  return start[0] === 0x50 && start[1] === 0x4b || /\.zip$/i.test(archive);
}

async function unzipAll(
  archive: string,
  folders: Folders,
  most: number,
  { count = 1e6, onProgress, signal }: UnpackOptions,
): Promise<number> {
  const members = (await membersOf(archive)).filter(({ name }) => !isLitter(name));
  if (members.length > count) {
    throw new RangeError(
      `Cannot unpack ${archive}: it holds ${members.length} members, want ${count} at most`,
    );
  }
  const total = members.reduce((sum, { size }) => sum + size, 0);
  if (total > most) throw tooLarge(archive, formatBytes(total), most);
  refuseOverlaps(members, archive);
  const paths = new Paths();
  // All names are looked at before anything is written
  const places = members.map(({ name, kind }) => placeOf(name, kind, paths));
  let done = 0, files = 0;
  for (const [i, member] of members.entries()) {
    signal?.throwIfAborted();
    if (member.kind === "folder") await folders.make(places[i]);
    else {
      files++;
      await extract(archive, member, await folders.fileAt(places[i]), (bytes) => {
        signal?.throwIfAborted();
        onProgress?.(done += bytes, total);
      });
    }
  }
  return files;
}

/** Members that share bytes are how a small archive becomes an endless one. */
function refuseOverlaps(members: readonly Member[], archive: string): void {
  const inOrder = members.toSorted((a, b) => a.offset - b.offset);
  for (const [i, { name, offset, packed }] of inOrder.entries()) {
    const next = inOrder[i + 1];
    if (next && offset + 30 + packed > next.offset) {
      throw new RangeError(`Cannot unpack ${archive}: "${name}" and "${next.name}" share bytes`);
    }
  }
}

async function untarAll(
  archive: string,
  folders: Folders,
  most: number,
  { count = 1e6, onProgress, signal }: UnpackOptions,
): Promise<number> {
  const paths = new Paths();
  let read = 0, seen = 0;
  const written = await untar(archive, async ({ name, kind }) => {
    if (isLitter(name)) return null;
    if (++seen > count) throw new RangeError(`Cannot unpack ${archive}: it holds more than ${count} members`);
    const place = placeOf(name, kind, paths);
    if (kind === "file") return await folders.fileAt(place);
    await folders.make(place);
    return null;
  }, {
    seen: (bytes) => {
      signal?.throwIfAborted();
      // Headers count too: an archive may hold nothing else
      if ((read += bytes) > most) throw tooLarge(archive, `more than ${formatBytes(most)}`, most);
      onProgress?.(read, null);
    },
  });
  return written.length;
}

function placeOf(name: string, kind: Member["kind"], paths: Paths): string {
  if (kind === "link" || kind === "other") {
    throw new RangeError(
      `Cannot unpack "${name}": it is a ${kind === "link" ? "link" : "device"}, want files`,
    );
  }
  const place = safeName(name);
  if (place !== "") paths.add(place, kind);
  else if (kind === "file") throw new RangeError("Cannot unpack a file without a name");
  return place;
}

function tooLarge(archive: string, found: string, most: number): RangeError {
  return new RangeError(`Cannot unpack ${archive}: it becomes ${found}, want ${formatBytes(most)} at most`);
}

/** Makes each folder once. */
class Folders {
  #made = new Set<string>();

  constructor(readonly root: string) {}

  async make(path: string): Promise<void> {
    if (this.#made.has(path)) return;
    await Deno.mkdir(join(this.root, path), { recursive: true });
    this.#made.add(path);
  }

  /** Path of a file, with its folder made. */
  async fileAt(path: string): Promise<string> {
    await this.make(dirname(path));
    return join(this.root, path);
  }
}
