import { stream } from "@dragsaw/core/data";
import { tf } from "@dragsaw/core/tensor";
import { createVolumeStep } from "@dragsaw/nnunet";
import { sgd } from "@dragsaw/optimizers";
import type { Job } from "../job.ts";
import { countWeights, type Work } from "./work.ts";

/** Channels of the volumes, and classes. */
const CHANNELS = 4, CLASSES = 4;

/** nnU-Net's update of a 3D U-Net, on a batch that never changes. */
export function buildVolumeStep({ batch, size, precision, width = 32, depth = 4 }: Job): Work {
  const optimizer = sgd({ rate: 1e-2, momentum: .99, nesterov: true, weightDecay: 3e-5 });
  const network = { baseWidth: width, levels: depth };
  const { run, parameters } = createVolumeStep({
    channels: CHANNELS,
    classes: CLASSES,
    network,
    optimizer,
    precision,
  });
  const [slices, height, rows] = size, voxels = batch * slices * height * rows;
  const random = stream("bench", "volumes");
  const noise = Float32Array.from({ length: voxels * CHANNELS }, () => random.normal());
  // Slabs along the first axis, one a class
  const ids = Int32Array.from({ length: voxels }, (_, i) => {
    return Math.floor((Math.floor(i / (height * rows)) % slices) * CLASSES / slices);
  });
  const images = tf.tensor5d(noise, [batch, slices, height, rows, CHANNELS]);
  const labels = tf.tensor4d(ids, [batch, slices, height, rows], "int32");
  return { parameters: countWeights(parameters.all), step: () => run(images, labels) };
}
