import { type Random, stream } from "@dragsaw/core/data";
import sharp from "sharp";
import { grey, write } from "./files.ts";

/** Size of the pictures. */
export const WIDTH = 48, HEIGHT = 40;

/** Ids of a clean set: four for training, two for validation, two for the test. */
export const IDS: readonly string[] = ["a0", "a1", "a2", "a3", "b0", "b1", "c0", "c1"];

/** RGB values of a picture like no other: smooth waves drawn from its name. */
export function wavePixels(name: string, width = WIDTH, height = HEIGHT): Uint8Array {
  const random = stream("wave", name);
  const waves = Array.from({ length: 24 }, () => wave(random));
  return Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const x = Math.floor(i / 3) % width / width, y = Math.floor(i / (3 * width)) / height;
    const sum = waves.reduce((sum, at) => sum + at(x, y), 0);
    return Math.min(255, Math.max(0, 128 + 14 * sum + 20 * (i % 3)));
  });
}

function wave(random: Random): (x: number, y: number) => number {
  const u = random.between(-45, 45), v = random.between(-45, 45), phase = random.between(0, 6.28);
  return (x, y) => Math.cos(u * x + v * y + phase);
}

/** A picture by its name, ready to be encoded. */
export function picture(name: string) {
  return sharp(wavePixels(name), { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
}

/** Values of a mask: an ellipse somewhere in the middle. */
export function maskValues(name: string, inside = 255, outside = 0): number[] {
  const random = stream("mask", name);
  const cx = random.between(18, 30),
    cy = random.between(16, 24),
    a = random.between(6, 12),
    b = random.between(5, 10);
  return Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const x = (i % WIDTH - cx) / a, y = (Math.floor(i / WIDTH) - cy) / b;
    return x * x + y * y <= 1 ? inside : outside;
  });
}

/** PNG of mask values. */
export async function maskFile(values: readonly number[]): Promise<Uint8Array> {
  return await grey(values, WIDTH).png().toBuffer();
}

/** Text of `split.csv` for {@linkcode IDS}, each a patient of its own. */
export function splitTable(patient = (id: string) => `patient ${id}`): string {
  const splits: Readonly<Record<string, string>> = { a: "train", b: "val", c: "test" };
  return ["id,split,patient", ...IDS.map((id) => `${id},${splits[id[0]]},${patient(id)}`), ""].join("\n");
}

/** Writes images/, masks/ and split.csv without any defect. */
export async function writeCleanSet(root: string): Promise<void> {
  for (const id of IDS) {
    await write(`${root}/images/${id}.jpg`, await picture(id).jpeg({ quality: 92 }).toBuffer());
    await write(`${root}/masks/${id}.png`, await maskFile(maskValues(id)));
  }
  await write(`${root}/split.csv`, splitTable());
}
