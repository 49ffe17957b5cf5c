import { tf } from "../../tensor/tf.ts";
import type { Tensor5D } from "../../tensor/tf.ts";
import type { Triple } from "../../volume/volume.ts";
import { axisWindows } from "./axis_windows.ts";
import { cutPatch, type PreparedImage } from "./cut_patch.ts";
import { averaged, type LogitsOf, mirrored } from "./logits_of.ts";
import { logitSums } from "./logit_sums.ts";

/** Takes the planes of a prediction one after another. */
export interface PlaneSink {
  /** The next plane along the depth: logits `[height, width, classes]`, used again afterwards. */
  push(plane: Float32Array): void;
}

/** How volumes are segmented. */
export interface VolumeOptions {
  /** Voxels of a window along depth, height and width: what the network was trained on. */
  readonly patch: Triple;
  /** Classes with background. */
  readonly classes: number;
  /** Axes (0 depth, 1 height, 2 width) along which mirrorings are averaged; none unless given. */
  readonly mirror?: readonly number[];
  /** Most bytes that sums of logits may take in memory, what is beyond goes to a file; {@linkcode SUM_MEMORY} unless given. */
  readonly memory?: number;
  /** Folder of that file; the system's for temporary files unless given. */
  readonly scratch?: string | undefined;
  /** Told after each window how many windows are done. */
  readonly onProgress?: (done: number, count: number) => void;
  /** Stops between windows. */
  readonly signal?: AbortSignal | undefined;
}

/** Bytes that sums of logits take in memory at most, unless the caller says otherwise: 2 GiB. */
export const SUM_MEMORY: number = 2 ** 31;

/**
 * Logits of a whole volume: windows that overlap by half, weighted by a Gaussian, of one network or the mean of several, slab by
 * slab along the depth. A plane is given away as soon as no later window reaches it, so that at most a patch's depth of planes
 * is kept, and of these no more in memory than allowed: what is needed depends neither on the depth nor on the classes.
 *
 * @param networks Whose logits are averaged, as folds. @param sink Gets each plane once, in order; as `restoreLabels` of nnU-Net.
 * @throws {RangeError} when the network gives logits of another shape. @throws the reason of an aborted signal.
 */
export async function segmentVolume(
  networks: LogitsOf | readonly LogitsOf[],
  volume: PreparedImage,
  options: VolumeOptions,
  sink: PlaneSink,
): Promise<void> {
  const { patch, classes, mirror = [], memory = SUM_MEMORY, scratch, onProgress, signal } = options;
  const { size } = volume, along = (k: 0 | 1 | 2) => axisWindows(size[k], patch[k]);
  const axes = [along(0), along(1), along(2)] as const;
  // One slice is its own mirror image
  const logitsOf = mirrored(averaged([networks].flat()), mirror.filter((axis) => patch[axis] !== 1));
  const run = passes(logitsOf, volume, options);
  const count = axes.reduce((product, { starts }) => product * starts.length, 1);
  const sums = logitSums(axes, classes, { memory, scratch });
  try {
    let done = 0, planes = 0;
    for (const [d, depth] of axes[0].starts.entries()) {
      for (const [h, height] of axes[1].starts.entries()) {
        for (const [w, width] of axes[2].starts.entries()) {
          signal?.throwIfAborted();
          sums.add(await run([depth, height, width]), [d, h, w]);
          onProgress?.(++done, count);
        }
      }
      const reached = axes[0].starts[d + 1] ?? size[0];
      while (planes < reached) sink.push(sums.take(planes++));
    }
  } finally {
    sums.close();
  }
}

/** Runs the network on the window that begins at a voxel. One at a time: more are no faster, and take more memory. */
function passes(
  logitsOf: LogitsOf,
  volume: PreparedImage,
  { patch, classes }: VolumeOptions,
): (from: Triple) => Promise<Float32Array> {
  const data = new Float32Array(patch[0] * patch[1] * patch[2] * volume.channels);
  return async (from) => {
    cutPatch(volume, from, patch, data);
    const patches = tf.tensor5d(data, [1, ...patch, volume.channels]);
    let logits: Tensor5D | undefined;
    try {
      logits = await logitsOf(patches);
      refuseOtherShape(logits, [1, ...patch, classes]);
      return await logits.data() as Float32Array;
    } finally {
      tf.dispose(logits ? [patches, logits] : patches);
    }
  };
}

function refuseOtherShape({ shape }: Tensor5D, wanted: readonly number[]): void {
  if (wanted.length === shape.length && wanted.every((side, axis) => side === shape[axis])) return;
  throw new RangeError(
    `Cannot segment the volume: expected logits of ${wanted.join("x")}, found ${shape.join("x")}`,
  );
}
