/**
 * The whole method on images so small that a training takes seconds: PDCR in every form, UAFR, augmentation.
 *
 * @module
 */

/** Steps of a tiny training unless set otherwise. */
export const STEPS = 12;

/** A config of its own, over `configs/base/small_unet.yaml`. */
const TINY = `
extends: ${new URL("../configs/base/small_unet.yaml", import.meta.url).pathname}
dataset: { type: synthetic, train: 12, val: 3, test: 3, size: [48, 48] }
size: [32, 32]
augment:
  - { type: affine, rotate: 20 }
  - { type: flip, horizontal: 0.5, vertical: 0.5 }
  - { type: hue-saturation, range: 20 }
model: { type: unet, baseWidth: 4, depth: 3 }
refine:
  - { type: uafr, slots: [encoder.1, decoder.1] }
losses:
  encoder: { units: { encoder.1: 16, encoder.2: 8 }, ratio: { sizes: [3] } }
  decoder: { units: { decoder.1: 8 }, ratio: { sizes: [3] } }
  cross: { units: { encoder.1: 8, encoder.2: 8 }, ratio: { sizes: [3] } }
train: { steps: ${STEPS}, batchSize: 4, validateEvery: 1, saveEvery: 5, logEvery: 1 }
reports: []
`;

/** A folder that is gone after `fn`, also when it fails. */
export async function withFolder<T>(fn: (folder: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "dragsaw_test_" });
  try {
    return await fn(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes the tiny config into `folder`. @returns Its path. */
export async function writeTiny(folder: string): Promise<string> {
  const file = `${folder}/tiny.yaml`;
  await Deno.writeTextFile(file, TINY);
  return file;
}

/** Every file under `folder`, sorted, as paths from there. */
export async function filesIn(folder: string, under = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${folder}/${under}`)) {
    if (isDirectory) found.push(...await filesIn(folder, `${under}${name}/`));
    else found.push(`${under}${name}`);
  }
  return found.sort();
}

/** SHA-256 of a file, in hexadecimal. */
export async function sha256(file: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(file));
  return new Uint8Array(digest).toHex();
}
