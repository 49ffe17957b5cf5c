import type { Frame } from "@dragsaw/core/data";
import { type Geometry, orientationOf, type Triple } from "@dragsaw/core/volume";

/** Where a walk over a frame begins in the file's voxels, and how far apart they are along depth, height and width. */
export interface Steps {
  /** Index of the first voxel. */
  readonly first: number;
  /** Voxels from one to the next; negative where mirrored. */
  readonly step: Triple;
}

/**
 * The whole of a volume in canonical orientation.
 *
 * @param order Which of up (0), front (1) and right (2) are depth, height and width; usually [0, 1, 2].
 */
export function frameOf({ size, affine, spacing }: Geometry, order: Triple): Frame {
  const orientation = orientationOf({ affine, spacing });
  // Canonical axes are counted from the fastest: right, front, up
  const world = triple((k) => 2 - order[k]);
  const axes = triple((k) => orientation.axes[world[k]]);
  return {
    stored: size,
    axes,
    flipped: [0, 1, 2].map((k) => orientation.flipped[world[k]]) as [boolean, boolean, boolean],
    from: [0, 0, 0],
    size: triple((k) => size[axes[k]]),
    spacing: triple((k) => spacing[axes[k]]),
  };
}

/** How to walk over a frame. */
export function stepsOf({ stored, axes, flipped, from }: Frame): Steps {
  const strides = [1, stored[0], stored[0] * stored[1]];
  const step = triple((k) => strides[axes[k]] * (flipped[k] ? -1 : 1));
  const start = (k: number) => flipped[k] ? strides[axes[k]] * (stored[axes[k]] - 1) : 0;
  return { first: step.reduce((sum, n, k) => sum + start(k) + n * from[k], 0), step };
}

/** Three values by their index. */
export function triple(value: (k: number) => number): Triple {
  return [value(0), value(1), value(2)];
}

/** Voxels in a block of that size. */
export function volumeOf(size: Triple): number {
  return size[0] * size[1] * size[2];
}
