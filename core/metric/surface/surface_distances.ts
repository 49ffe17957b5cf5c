import { surfaceOf } from "./boundary.ts";
import { classBoxes, cutClass } from "./class_boxes.ts";
import { type Grid, type Solid, solid } from "./grid.ts";
import { squaredDistances } from "./squared_distances.ts";

/**
 * For each surface voxel of one mask the distance to the nearest surface voxel of another, centre to centre, mm. Infinity where
 * the other mask is empty; no values where its own is.
 */
export interface SurfaceDistances {
  /** From the first mask (the prediction) to the second, in the order of its voxels. */
  readonly fromFirst: Float64Array;
  /** From the second mask (the truth) to the first. */
  readonly fromSecond: Float64Array;
}

/**
 * Distances between the surfaces of two masks, both ways; surfaces are those of {@linkcode boundary}.
 *
 * @param first Not 0 inside. @param second Likewise, as many voxels.
 * @throws {RangeError} for a grid that does not fit.
 *
 * @example Two voxels 3 mm apart
 * ```ts
 * import { hd95, surfaceDistances } from "@dragsaw/core/metric";
 * import { assertEquals } from "@std/assert";
 *
 * const grid = { size: [1, 4], spacing: [5, 1] };
 * assertEquals(hd95(surfaceDistances(Uint8Array.of(1, 0, 0, 0), Uint8Array.of(0, 0, 0, 1), grid)), 3);
 * ```
 */
export function surfaceDistances(first: Uint8Array, second: Uint8Array, grid: Grid): SurfaceDistances {
  const binary = (mask: Uint8Array) => mask.map((value) => value ? 1 : 0);
  return classSurfaceDistances(binary(first), binary(second), grid, 2)[0];
}

/**
 * Distances between the surfaces of each foreground class in two label maps, class 1 first.
 *
 * Each class is cut out with the smallest box around it in both maps, which changes no distance: what is cut off holds neither
 * surface, and the surface along a box's side is surface in the whole image as well.
 *
 * @param classes Classes with background.
 * @throws {RangeError} for a grid that does not fit, and for an id that is not a class.
 */
export function classSurfaceDistances(
  first: Uint8Array,
  second: Uint8Array,
  grid: Grid,
  classes: number,
): SurfaceDistances[] {
  const whole = solid(grid, first.length, "measure surfaces");
  solid(grid, second.length, "measure surfaces");
  return classBoxes([first, second], whole, classes).map((box, i) => {
    if (!box) return { fromFirst: new Float64Array(0), fromSecond: new Float64Array(0) };
    const side = (axis: number) => box.to[axis] - box.from[axis];
    const part: Solid = { ...whole, size: [side(0), side(1), side(2)] };
    const [a, b] = [first, second].map((labels) => surfaceOf(cutClass(labels, whole, box, i + 1), part));
    return { fromFirst: distances(a, b, part), fromSecond: distances(b, a, part) };
  });
}

/** From each voxel of surface `from` to surface `to`. */
function distances(from: Uint8Array, to: Uint8Array, box: Solid): Float64Array {
  const width = box.size[2];
  const counts = new Int32Array(from.length / width);
  let total = 0;
  for (let row = 0, i = 0; row < counts.length; row++) {
    for (let x = 0; x < width; x++, i++) counts[row] += from[i];
    total += counts[row];
  }
  const found = new Float64Array(total);
  let next = 0;
  squaredDistances(to, box, {
    wanted: (row) => counts[row] > 0,
    visit(row, squared) {
      for (let x = 0, i = row * width; x < width; x++, i++) {
        if (from[i]) found[next++] = Math.sqrt(squared[x]);
      }
    },
  });
  return found;
}
