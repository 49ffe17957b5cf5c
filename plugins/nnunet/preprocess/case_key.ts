import type { PrepareSettings } from "./prepare.ts";

/** Of the preparation: another number, and what was kept before counts no more. */
const VERSION = 1;

/**
 * What names a prepared case: 128 bits of SHA-256, in hexadecimal, over the bytes of its files and all settings. Neither paths
 * nor times are in it, so that a folder may be moved; the id is, as random places depend on it.
 *
 * @param files Images and truth, in order.
 */
export async function preparedKey(
  id: string,
  files: readonly string[],
  settings: PrepareSettings,
): Promise<string> {
  const contents: string[] = [];
  for (const file of files) contents.push((await sha256(await Deno.readFile(file))).toHex());
  const { order, spacing, normalizations, classes, locations = 10_000, seed = 0 } = settings;
  const text = JSON.stringify([
    VERSION,
    id,
    contents,
    order,
    spacing,
    normalizations.map(({ scheme, bodyOnly, intensities }) => [scheme, bodyOnly, intensities ?? null]),
    classes,
    locations,
    seed,
  ]);
  return (await sha256(new TextEncoder().encode(text))).subarray(0, 16).toHex();
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
