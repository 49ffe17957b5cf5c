import { createRegistry } from "@dragsaw/core/registry";
import type { Dataset, DatasetContext } from "@dragsaw/core/data";
import sharp, { type Sharp } from "sharp";
import plugin from "../mod.ts";

/** Runs `work` with a new folder, and removes it. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes bytes or text, making the folders on the way. */
export async function write(file: string, content: Uint8Array | string): Promise<void> {
  await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
  await Deno.writeFile(file, typeof content === "string" ? new TextEncoder().encode(content) : content);
}

/** Leaves the first half of a file. */
export async function halve(file: string): Promise<void> {
  await Deno.truncate(file, (await Deno.stat(file)).size >> 1);
}

/** An 8-bit grey picture. */
export function grey(values: ArrayLike<number>, width: number): Sharp {
  const height = values.length / width;
  return sharp(Uint8Array.from(values), { raw: { width, height, channels: 1 } }).toColourspace("b-w");
}

/** A 6 x 4 photograph of one colour, as JPEG. */
export async function photo(): Promise<Uint8Array> {
  return await sharp({ create: { width: 6, height: 4, channels: 3, background: { r: 210, g: 160, b: 140 } } })
    .jpeg().toBuffer();
}

/** A 6 x 4 mask, left half foreground, as PNG. */
export async function halfMask(foreground = 255): Promise<Uint8Array> {
  return await grey(Array.from({ length: 24 }, (_, i) => i % 6 < 3 ? foreground : 0), 6).png().toBuffer();
}

/** Writes images and masks of `ids` into two folders. */
export async function writePairs(
  images: string,
  masks: string,
  ids: readonly string[],
  suffix = "_segmentation.png",
) {
  const [image, mask] = [await photo(), await halfMask()];
  for (const id of ids) {
    await write(`${images}/${id}.jpg`, image);
    await write(`${masks}/${id}${suffix}`, mask);
  }
}

/** Ids `prefix0` to `prefix(n-1)`. */
export function ids(prefix: string, n: number): string[] {
  return Array.from({ length: n }, (_, i) => `${prefix}${i}`);
}

/** Opens a dataset by its config. */
export function open(
  type: string,
  root: string,
  options: Record<string, unknown> = {},
  seed = 0,
  onDefect?: DatasetContext["onDefect"],
  casesGiven = false,
): Promise<Dataset> {
  return createRegistry([plugin]).build("dataset", { type, root, ...options }, {
    seed,
    onDefect,
    casesGiven,
  });
}

/** Ids of the three splits. */
export function splitsOf(dataset: Dataset): Record<"train" | "val" | "test", string[]> {
  const list = (split: "train" | "val" | "test") => dataset.cases(split).map(({ id }) => id);
  return { train: list("train"), val: list("val"), test: list("test") };
}
