import { orientationOf } from "./orientation.ts";
import type { Geometry } from "./volume.ts";

/** The planes that volumes are looked at in. */
export const PLANES = ["axial", "coronal", "sagittal"] as const;

/** One of {@linkcode PLANES}. */
export type Plane = typeof PLANES[number];

/** A volume looked at in one plane. */
export interface PlaneView {
  /** Stored axis (0, 1 or 2) that it is looked along. */
  readonly axis: number;
  /** Pixels across a slice. */
  readonly width: number;
  /** Pixels down. */
  readonly height: number;
  /** Distance between neighbouring pixels across, and down, mm. */
  readonly spacing: readonly [across: number, down: number];
  /** Where the left, right, upper and lower edge of a slice lie in the body: R, L, A, P, S or I. */
  readonly edges: readonly [left: string, right: string, top: string, bottom: string];
  /** Voxels of a slice, row by row, as indices into the stored voxels. @param at Slice along `axis`, as stored. */
  voxels(at: number): Uint32Array;
}

/** For each plane the world axes (0 right, 1 front, 2 up) that run against its columns and rows, and the one across it. */
const WORLD = {
  axial: { columns: 0, rows: 1, across: 2, edges: ["R", "L", "A", "P"] },
  coronal: { columns: 0, rows: 2, across: 1, edges: ["R", "L", "S", "I"] },
  sagittal: { columns: 1, rows: 2, across: 0, edges: ["A", "P", "S", "I"] },
} as const;

/**
 * Looks at a volume as radiologists do: axial from the feet and coronal from the front (the patient's right is on the left),
 * sagittal from the patient's left (the front is on the left). Oblique axes count as those that they are closest to.
 *
 * @example The patient's right comes first
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { geometry, viewPlane } from "@dragsaw/core/volume";
 *
 * const stored = geometry([3, 1, 2], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
 * assertEquals([...viewPlane(stored, "axial").voxels(1)], [5, 4, 3]);
 * ```
 */
export function viewPlane({ size, affine, spacing }: Geometry, plane: Plane): PlaneView {
  const { axes, flipped } = orientationOf({ affine, spacing }), strides = [1, size[0], size[0] * size[1]];
  const against = (world: number) => {
    const axis = axes[world], stride = strides[axis], count = size[axis];
    // World axes run against rows and columns: a stored axis that is flipped runs with them
    return flipped[world]
      ? { axis, count, first: 0, step: stride }
      : { axis, count, first: (count - 1) * stride, step: -stride };
  };
  const { across, edges, ...world } = WORLD[plane], axis = axes[across];
  const columns = against(world.columns), rows = against(world.rows);
  return {
    axis,
    width: columns.count,
    height: rows.count,
    spacing: [spacing[columns.axis], spacing[rows.axis]],
    edges,
    voxels(at) {
      const found = new Uint32Array(rows.count * columns.count);
      const first = at * strides[axis] + rows.first + columns.first;
      for (let row = 0, i = 0; row < rows.count; row++) {
        let voxel = first + row * rows.step;
        for (let column = 0; column < columns.count; column++, voxel += columns.step) found[i++] = voxel;
      }
      return found;
    },
  };
}
