import type { Triple } from "../../volume/volume.ts";
import { stream } from "../random.ts";
import type { VolumeDraw, VolumeTransform } from "./volume_transform.ts";

/** What a training cuts and changes at a place of a batch hangs on these, and on the case there. */
export interface PatchKey {
  /** Root of the run's streams. */
  readonly seed: number;
  /** From 0. */
  readonly step: number;
  /** In the batch, from 0. */
  readonly place: number;
}

/**
 * What the transforms draw for a patch, each from `stream(seed, "patch", step, place, position and name of the transform)`: the
 * same in training and whenever it is asked for again.
 *
 * @param patch Voxels along depth, height and width.
 */
export function drawPatch(
  transforms: readonly VolumeTransform[],
  { seed, step, place }: PatchKey,
  patch: Triple,
  channels: number,
): VolumeDraw[] {
  return transforms.map((transform, n) =>
    transform.draw(stream(seed, "patch", step, place, n, transform.name), patch, channels)
  );
}
