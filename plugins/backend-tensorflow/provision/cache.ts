import { basename, join } from "node:path";
import { bytesIn, look } from "@dragsaw/core/files";
import { firstIn } from "./named.ts";
import { libraryNames, type Target } from "./platform.ts";
import type { Settings, Source } from "./settings.ts";

/** Where an unpacked library came from; kept beside it as origin.json. */
export interface Origin {
  /** Address or pip requirement. */
  readonly from: string;
  /** Of what was downloaded, hexadecimal. */
  readonly sha256: string;
  /** `pinned`: compared with a sum in this source code. `first use`: recorded, to be compared from then on. */
  readonly trust: "pinned" | "first use";
  /** Bytes by file name. */
  readonly files: Readonly<Record<string, number>>;
}

/** Name of the file that holds an {@linkcode Origin}. */
export const ORIGIN = "origin.json";

/** Folder for unpacked libraries within the cache. */
function librariesIn(cache: string): string {
  return join(cache, "libtensorflow");
}

/** Folder of one release within the cache. */
export function placeOf(
  cache: string,
  release: { version: string; variant: string },
  { os, arch }: Target,
): string {
  return join(librariesIn(cache), `${release.version}-${release.variant}-${os}-${arch}`);
}

/** Where the library of a place came from, or null where nothing lies or not all of it (a crash while it was written). */
export async function wholeAt(place: string): Promise<Origin | null> {
  let origin: Origin;
  try {
    origin = JSON.parse(await Deno.readTextFile(join(place, ORIGIN)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return null;
    throw error;
  }
  for (const [name, bytes] of Object.entries(origin.files)) {
    if ((await look(join(place, name)))?.size !== bytes) return null;
  }
  return origin;
}

/** What was fetched earlier: a build for the GPU first where there is one, then the newest. */
export const cache: Source = {
  name: "cache",
  async *offers(settings) {
    const { target } = settings;
    const folder = librariesIn(settings.cache());
    const places = await placesIn(folder, target);
    if (places.some((place) => place.includes("-gpu-")) && settings.nvidia()) {
      places.sort((a, b) => Number(b.includes("-gpu-")) - Number(a.includes("-gpu-")));
    }
    if (places.length === 0) yield { found: null, refused: `nothing in ${folder}` };
    for (const name of places) {
      const place = join(folder, name);
      const file = await firstIn(place, libraryNames(target));
      const whole = await wholeAt(place) !== null;
      yield file && whole ? { file } : { found: place, refused: "is not whole; it will be fetched anew" };
    }
  },
};

/** Names of the folders made for this machine, newest version first. */
async function placesIn(folder: string, { os, arch }: Target): Promise<string[]> {
  if (await look(folder) === null) return [];
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory && /^\d/.test(name) && name.endsWith(`-${os}-${arch}`)) names.push(name);
  }
  return names.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
}

/** What lies in the cache: each entry of its folders with its size in bytes. */
export async function cacheContents(
  settings: Pick<Settings, "cache">,
): Promise<{ name: string; bytes: number }[]> {
  const root = settings.cache();
  const contents: { name: string; bytes: number }[] = [];
  for (const folder of [librariesIn(root), root]) {
    if (await look(folder) === null) continue;
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = join(folder, name);
      if (path === librariesIn(root)) continue;
      const bytes = isDirectory ? await bytesIn(path) : (await look(path))?.size ?? 0;
      contents.push({ name: folder === root ? name : join(basename(folder), name), bytes });
    }
  }
  return contents.sort((a, b) => a.name.localeCompare(b.name));
}
