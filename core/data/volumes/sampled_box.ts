import type { Triple } from "../../volume/volume.ts";
import type { Box } from "./prepared_case.ts";
import type { Linear3 } from "./volume_transform.ts";

/** Where the voxels of a patch are read from in a case: the first one, and the steps along each of the patch's axes. */
export interface SampleGrid {
  /** Case coordinates of the patch's first voxel. */
  readonly origin: Triple;
  /** Columns of the map: a step along the patch's depth, height and width in case coordinates. */
  readonly steps: readonly [Triple, Triple, Triple];
}

/** The grid of a patch at `from` whose voxels are read through `map`, about the patch's middle. */
export function sampleGrid({ from, size }: Box, map: Linear3): SampleGrid {
  const half = size.map((side) => (side - 1) / 2);
  const column = (k: number): Triple => [map[k], map[3 + k], map[6 + k]];
  const steps = [column(0), column(1), column(2)] as const;
  const first = (k: number) =>
    from[k] + half[k] - steps[0][k] * half[0] - steps[1][k] * half[1] - steps[2][k] * half[2];
  return { origin: [first(0), first(1), first(2)], steps };
}

/** The voxels of a case of `size` that linear sampling on a grid takes; nothing when it takes none. */
export function sampledBox({ origin, steps }: SampleGrid, patch: Triple, size: Triple): Box | undefined {
  const ends = (k: number) => {
    const reach = steps.map((step, j) => step[k] * (patch[j] - 1));
    const low = origin[k] + reach.reduce((sum, r) => sum + Math.min(0, r), 0);
    const high = origin[k] + reach.reduce((sum, r) => sum + Math.max(0, r), 0);
    const first = Math.max(0, Math.floor(low)), last = Math.min(size[k] - 1, Math.floor(high) + 1);
    return [first, last - first + 1];
  };
  const [d, h, w] = [ends(0), ends(1), ends(2)];
  if (d[1] <= 0 || h[1] <= 0 || w[1] <= 0) return undefined;
  return { from: [d[0], h[0], w[0]], size: [d[1], h[1], w[1]] };
}
