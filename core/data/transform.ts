import type { Random } from "./random.ts";

/**
 * Affine map of the plane in homogeneous row-major form `[a, b, c, d, e, f]`: x' = a x + b y + c, y' = d x + e y + f.
 * Coordinates are pixels from the image centre, x to the right, y down.
 */
export type Affine = readonly [number, number, number, number, number, number];

/** What a transform drew for one sample: applied to image and labels alike. */
export interface Draw {
  /**
   * Where an output pixel is read from. The maps of all transforms are multiplied, and image and labels are resampled once:
   * bilinear for the image, nearest for the labels, zero outside.
   */
  readonly affine?: Affine;
  /** Changes the resampled image in place: RGB interleaved, 0 to 255. */
  readonly color?: (pixels: Float32Array) => void;
}

/** A random change to a training sample: draws once, applies to image and labels. */
export interface Transform {
  /** Name from the registry; part of the random stream's path. */
  readonly name: string;
  /** Draws from `random` alone. `size` is the network's input, [height, width] in pixels. */
  draw(random: Random, size: readonly [number, number]): Draw;
}
