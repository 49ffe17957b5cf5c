import type { Random } from "./random.ts";

/**
 * Affine map of the plane in homogeneous row-major form `[a, b, c, d, e, f]`: x' = a x + b y + c, y' = d x + e y + f.
 * Coordinates are pixels from the image centre, x to the right, y down.
 */
export type Affine = readonly [number, number, number, number, number, number];

/**
 * Shifts on a grid of nodes, its middle on the image's centre; bilinear between nodes, and beyond the grid as at its border:
 * (x', y') = (x + right(x, y), y + down(x, y)).
 */
export interface Displacement {
  /** Nodes along y, 1 or more. */
  readonly rows: number;
  /** Nodes along x, 1 or more. */
  readonly columns: number;
  /** Pixels from node to node. */
  readonly step: number;
  /** `rows * columns` shifts along x, in pixels. */
  readonly right: Float32Array;
  /** `rows * columns` shifts along y, in pixels. */
  readonly down: Float32Array;
}

/** The resampled image of a sample, before normalisation. */
export interface Canvas {
  /** `[height, width, channels]`, 0 to 255, to be changed in place. */
  readonly data: Float32Array;
  /** [height, width] in pixels. */
  readonly size: readonly [number, number];
  /** 1 (grey) or 3 (RGB). */
  readonly channels: number;
}

/** What a transform drew for one sample: applied to image and labels alike. */
export interface Draw {
  /**
   * Where an output pixel is read from. The maps of all transforms are chained, and image and labels are resampled once:
   * bilinear for the image, nearest for the labels, zero outside.
   */
  readonly affine?: Affine;
  /** Where an output pixel is read from, too: before `affine`, where a draw has both. */
  readonly displacement?: Displacement;
  /** Changes the resampled image, within 0 to 255; the same each time that it is called. */
  readonly pixels?: (canvas: Canvas) => void;
  /** What was drawn, by name, for people. */
  readonly drawn?: Readonly<Record<string, boolean | number | readonly number[]>>;
}

/** A random change to a training sample: draws once, applies to image and labels. */
export interface Transform {
  /** Name from the registry; part of the random stream's path. */
  readonly name: string;
  /**
   * Draws what happens to one sample.
   *
   * @param random All that it may draw from. @param size The network's input, [height, width] in pixels.
   * @param truth Class ids `[height, width]` as the transforms before leave them, worked out when asked for.
   * @returns Nothing in it: the sample stays as it is.
   */
  draw(random: Random, size: readonly [number, number], truth: () => Int32Array): Draw;
}
