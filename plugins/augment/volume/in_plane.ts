import type { Triple } from "@dragsaw/core/volume";

/** Patches whose longest side is more than this many times their depth are of slices far apart, as in nnU-Net. */
const FLAT = 3;

/** Whether a patch of depth, height and width is only turned, enlarged and coarsened within its slices. */
export function inPlane(size: Triple): boolean {
  return Math.max(...size) / size[0] > FLAT;
}
