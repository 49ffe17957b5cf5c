import type { Random, VolumeSample } from "@dragsaw/core/data";
import type { Triple } from "@dragsaw/core/volume";
import { frameOf, volumeOf } from "../preprocess/frame.ts";
import { gatherLabels, walk } from "../preprocess/gather.ts";
import { channelsOf, cropToNonzero } from "../preprocess/nonzero.ts";
import { type Intensities, intensitiesOf } from "./intensities.ts";

/** One case; axes are up, front and right. */
export interface CaseFingerprint {
  /** Its id. */
  readonly id: string;
  /** Voxels as stored. */
  readonly stored: Triple;
  /** Voxels of the part that is not 0. */
  readonly size: Triple;
  /** Distance between voxels, mm. */
  readonly spacing: Triple;
  /** Of each class in that part, mm^3, the background first; empty without truth. */
  readonly volumes: readonly number[];
  /** Of each channel in the foreground; empty without foreground. */
  readonly intensities: readonly Intensities[];
}

/** A case, and some values of its foreground. */
export interface ExaminedCase {
  /** What is kept of it. */
  readonly record: CaseFingerprint;
  /** For each channel; none without foreground. */
  readonly drawn: readonly Float32Array[];
}

/**
 * Takes the fingerprint of a case.
 *
 * @param classes With background. @param samples Values drawn from the foreground of each channel, with repetition.
 */
export function examineCase(
  id: string,
  { images, labels: truth }: VolumeSample,
  classes: number,
  samples: number,
  random: Random,
): ExaminedCase {
  const channels = channelsOf(images), whole = frameOf(images[0], [0, 1, 2]);
  const frame = cropToNonzero(whole, channels), { size, spacing } = frame;
  const described = { id, stored: whole.size, size, spacing };
  if (!truth) return { record: { ...described, volumes: [], intensities: [] }, drawn: [] };
  const labels = gatherLabels(truth.data, frame), counts = countsOf(labels, classes);
  const volumes = counts.map((count) => count * volumeOf(spacing));
  const places = new Uint32Array(labels.length - counts[0]);
  let found = 0;
  walk(frame, (i, at) => {
    if (labels[i] !== 0) places[found++] = at;
  });
  if (found === 0) return { record: { ...described, volumes, intensities: [] }, drawn: [] };
  const foreground = channels.map((voxels) => Float32Array.from(places, (at) => Number(voxels[at])));
  const chosen = Uint32Array.from({ length: samples }, () => random.integer(found));
  return {
    record: { ...described, volumes, intensities: foreground.map(intensitiesOf) },
    drawn: foreground.map((values) => Float32Array.from(chosen, (i) => values[i])),
  };
}

function countsOf(labels: Uint8Array, classes: number): number[] {
  const counts = new Float64Array(256);
  for (let i = 0; i < labels.length; i++) counts[labels[i]]++;
  return [...counts.subarray(0, classes)];
}
