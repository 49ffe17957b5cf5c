import type { EvaluatedVolume } from "@dragsaw/core";
import { cropVolume, structureBox } from "./crop.ts";

/**
 * The first channel of a volume of at most so many voxels: a larger one is cut to its structures and what is around them; where
 * that is not enough, one voxel of every `step` along each axis is kept.
 */
export function bounded(volume: EvaluatedVolume, most: number): EvaluatedVolume {
  const { size } = volume.image;
  if (size[0] * size[1] * size[2] <= most) return cropVolume(volume, { from: [0, 0, 0], size });
  const box = structureBox(volume);
  let step = 1;
  while (box.size.reduce((product, side) => product * Math.ceil(side / step), 1) > most) step++;
  return cropVolume(volume, box, step);
}
