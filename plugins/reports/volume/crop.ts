import type { EvaluatedVolume } from "@dragsaw/core";
import { emptyVoxels, geometry, type Triple, type Voxels, voxelType, worldPoint } from "@dragsaw/core/volume";

/** Part of a volume along its stored axes. */
export interface Box {
  /** First voxel. */
  readonly from: Triple;
  /** Voxels. */
  readonly size: Triple;
}

/** What of the box's longest side is added on each side, and the least, mm: neighbours tell where a structure lies. */
const MARGIN = 0.35, LEAST_MARGIN = 10;

/** Where truth or prediction have foreground, and what is around it; the whole volume where there is none. */
export function structureBox({ image: { size, spacing }, truth, prediction }: EvaluatedVolume): Box {
  const low = [...size], high = [-1, -1, -1];
  for (let z = 0, i = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      for (let x = 0; x < size[0]; x++, i++) {
        if (truth[i] === 0 && prediction[i] === 0) continue;
        [x, y, z].forEach((at, axis) => {
          low[axis] = Math.min(low[axis], at);
          high[axis] = Math.max(high[axis], at);
        });
      }
    }
  }
  if (high[0] < 0) return { from: [0, 0, 0], size };
  const longest = Math.max(...spacing.map((mm, axis) => mm * (high[axis] + 1 - low[axis])));
  const margin = Math.max(LEAST_MARGIN, MARGIN * longest),
    around = spacing.map((mm) => Math.ceil(margin / mm));
  const from = low.map((at, axis) => Math.max(0, at - around[axis]));
  const to = high.map((at, axis) => Math.min(size[axis], at + 1 + around[axis]));
  return { from: triple(from), size: triple(to.map((at, axis) => at - from[axis])) };
}

/** Part of a volume, of its first channel, with its place in the world. @param step Of so many voxels along each axis, one is kept. */
export function cropVolume(volume: EvaluatedVolume, { from, size }: Box, step = 1): EvaluatedVolume {
  const { image, truth, prediction, uncertainty } = volume;
  const kept = triple(size.map((side) => Math.ceil(side / step)));
  const affine = image.affine.map((value, i) =>
    i % 4 === 3 ? worldPoint(image.affine, from)[(i - 3) / 4] : value * step
  );
  const cut = <T extends Voxels>(data: T): T => cutBox(data, image.size, { from, size: kept }, step);
  return {
    image: { ...geometry(kept, affine), channels: 1, data: cut(image.data) },
    truth: cut(truth),
    prediction: cut(prediction),
    uncertainty: cut(uncertainty),
  };
}

function cutBox<T extends Voxels>(data: T, [width, height]: Triple, { from, size }: Box, step: number): T {
  const out = emptyVoxels(voxelType(data), size[0] * size[1] * size[2]);
  // One loop for all types: numbers and bigints are only moved
  const source = data as unknown as Float64Array, target = out as unknown as Float64Array;
  for (let z = 0, i = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      let at = ((from[2] + z * step) * height + from[1] + y * step) * width + from[0];
      for (let x = 0; x < size[0]; x++, at += step) target[i++] = source[at];
    }
  }
  return out as T;
}

function triple([x, y, z]: readonly number[]): Triple {
  return [x, y, z];
}
