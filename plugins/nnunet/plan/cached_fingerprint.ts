import type { Case, VolumeSource } from "@dragsaw/core/data";
import { writeAtomic } from "@dragsaw/core/volume";
import { type Fingerprint, fingerprintOf, type FingerprintOptions } from "./fingerprint.ts";

/** Of fingerprints: another number, and what was kept before counts no more. */
const VERSION = 1;

/** A fingerprint, and whether it was read or taken now. */
export interface CachedFingerprint {
  /** As `fingerprintOf` gives it. */
  readonly fingerprint: Fingerprint;
  /** JSON file that it is kept in. */
  readonly file: string;
  /** Whether it was kept from before. */
  readonly kept: boolean;
}

/**
 * As {@linkcode fingerprintOf}, kept as JSON: taken anew when the cases, a file's length or time of change, names or options
 * differ.
 *
 * @param folder For the cache; made when missing. The file in it is named for what it depends on.
 */
export async function cachedFingerprint(
  folder: string,
  cases: readonly Case[],
  source: VolumeSource,
  classes: readonly string[],
  options: FingerprintOptions = {},
): Promise<CachedFingerprint> {
  const { samples, seed } = options;
  const stamps = await Promise.all(cases.map(stampOf));
  const key = await hash(JSON.stringify([VERSION, stamps, source.channels, classes, samples, seed]));
  const file = `${folder}/fingerprint-${key}.json`, kept = await readKept(file);
  if (kept) return { fingerprint: kept, file, kept: true };
  const fingerprint = await fingerprintOf(cases, source, classes, options);
  await writeAtomic(file, `${JSON.stringify(fingerprint, null, 1)}\n`);
  return { fingerprint, file, kept: false };
}

/** What tells a case from what it was. */
async function stampOf({ id, image, files = [image], mask }: Case): Promise<unknown[]> {
  const looks = [...files, ...mask === undefined ? [] : [mask]].map(async (path) => {
    // What is not there is told by who reads it
    const stat = await Deno.stat(path).catch(() => undefined);
    return [path, stat?.size ?? null, stat?.mtime?.getTime() ?? null];
  });
  return [id, await Promise.all(looks)];
}

async function readKept(file: string): Promise<Fingerprint | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(file)) as Fingerprint;
  } catch (error) {
    // What cannot be read is made again
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).subarray(0, 8).toHex();
}
