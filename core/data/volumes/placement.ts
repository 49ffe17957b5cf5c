import type { Triple } from "../../volume/volume.ts";

/**
 * How a stored volume is seen: as depth, height and width of a network, each along an axis of the file, and of which part.
 * Turning, mirroring and cropping are one walk over the stored voxels, there and back.
 */
export interface Frame {
  /** Voxels along x (fastest), y and z of the file. */
  readonly stored: Triple;
  /** Axis of the file (0, 1, 2) that depth, height and width run along. */
  readonly axes: Triple;
  /** Whether depth, height and width run against it. */
  readonly flipped: readonly [boolean, boolean, boolean];
  /** First voxel of the part: depth, height, width. */
  readonly from: Triple;
  /** Voxels of the part: depth, height, width. */
  readonly size: Triple;
  /** Distance between voxels along depth, height and width, mm. */
  readonly spacing: Triple;
}

/** Where the voxels of a prepared case come from: all that is needed to bring predictions back. Plain data. */
export interface Placement {
  /** The part of the stored volume. */
  readonly frame: Frame;
  /** Voxels after resampling. */
  readonly size: Triple;
  /** Axis (0 depth, 1 height, 2 width) with slices far apart, between which nothing is interpolated. */
  readonly through?: number;
}
