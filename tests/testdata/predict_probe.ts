/**
 * Predicts a generated volume with one convolution on TensorFlow, from a NIfTI file to one, and says what that took:
 * `deno run -A predict_probe.ts FOLDER WIDTHxHEIGHTxDEPTH CLASSES PATCH MEMORY`.
 *
 * @module
 */
import { tensorflow } from "@dragsaw/backend-tensorflow";
import { type LogitsOf, segmentVolume } from "@dragsaw/core";
import { activate, compile, tf } from "@dragsaw/core/tensor";
import type { Tensor5D, Tensors } from "@dragsaw/core/tensor";
import { type Geometry, geometry, readNifti, type Triple, writeNifti } from "@dragsaw/core/volume";
import { prepareCase, restoreLabels } from "@dragsaw/nnunet";
import { print } from "../../tasks/shared/command.ts";

/** What the probe found, in bytes. */
export interface Predicted {
  /** The most that the process took before it read the volume. */
  readonly opened: number;
  /** The most that it ever took. */
  readonly peak: number;
}

/** Of this process alone: the count that getrusage gives begins with that of the process that started it. */
const peak = () => 1024 * Number(/VmHWM:\s+(\d+)/.exec(Deno.readTextFileSync("/proc/self/status"))![1]);
const sides = (text: string) => text.split("x").map(Number) as unknown as Triple;

/** Reads and prepares; of the stored volume only its geometry is left. */
async function prepared(file: string, classes: number) {
  const image = await readNifti(file), { data: _, channels: __, ...place } = image;
  const [x, y, z] = image.spacing, normalizations = [{ scheme: "z-score", bodyOnly: false }] as const;
  const settings = { order: [0, 1, 2], spacing: [z, y, x], normalizations, classes } as const;
  return { place: place as Geometry, ...prepareCase("probe", { images: [image] }, settings) };
}

async function network(classes: number): Promise<LogitsOf> {
  await activate(await tensorflow.open());
  const kernel = tf.randomUniform([1, 1, 3, 1, classes], -1, 1, "float32", 3);
  const run = compile(({ x, kernel }: Tensors) => ({
    y: tf.conv3d(x as Tensor5D, kernel as Tensor5D, 1, "same"),
  }));
  return async (x) => (await run({ x, kernel })).y as Tensor5D;
}

async function probe([folder, size, classes, patch, memory]: string[]): Promise<Predicted> {
  const count = Number(classes), logitsOf = await network(count), file = `${folder}/image.nii.gz`;
  const opened = peak();
  const { place, placement, ...image } = await prepared(file, count);
  const restorer = restoreLabels(placement, count);
  const options = { patch: sides(patch), classes: count, memory: Number(memory), scratch: folder };
  await segmentVolume(logitsOf, image, options, restorer);
  await writeNifti(`${folder}/labels_${size}_${classes}_${memory}.nii.gz`, {
    ...place,
    channels: 1,
    data: restorer.finish(),
  });
  return { opened, peak: peak() };
}

/** Writes the volume that the probe reads. */
export async function writeProbeVolume(folder: string, size: string): Promise<void> {
  const [x, y, z] = sides(size), data = new Int16Array(x * y * z).map((_, i) => i * 7919 % 1013);
  const place = geometry([x, y, z], [.8, 0, 0, 0, 0, .8, 0, 0, 0, 0, 1, 0]);
  await writeNifti(`${folder}/image.nii.gz`, { ...place, channels: 1, data });
}

if (import.meta.main) {
  print(JSON.stringify(await probe(Deno.args)));
  Deno.exit();
}
