import type { EvaluatedVolume } from "../report/report.ts";
import { fullestSlices } from "../volume/fullest.ts";
import { greyLevels } from "../volume/grey_levels.ts";
import { viewPlane } from "../volume/plane.ts";
import type { Shown } from "./evaluate_cases.ts";

/**
 * What reports are told of a volume: all of it, and as its picture the axial slice of its first channel that has the most
 * foreground in the truth (or else in the prediction, or lies in the middle), seen from the feet.
 */
export function showVolume(volume: EvaluatedVolume): Shown {
  const { image, truth, prediction, uncertainty } = volume,
    { axis, width, height, voxels } = viewPlane(image, "axial");
  const fullest = fullestSlices(truth, image.size) ?? fullestSlices(prediction, image.size);
  const shown = voxels(fullest?.[axis] ?? image.size[axis] >> 1);
  const grey = greyLevels(Float64Array.from(shown, (voxel) => Number(image.data[voxel])));
  const labels = cut(prediction, shown);
  return {
    image: { width, height, channels: 1, data: grey },
    prediction: labels,
    truth: cut(truth, shown),
    probability: Float32Array.from(labels, (label) => Math.min(1, label)),
    uncertainty: { prediction: Float32Array.from(shown, (voxel) => uncertainty[voxel]) },
    volume,
  };
}

function cut(labels: Uint8Array, voxels: Uint32Array): Uint8Array {
  return Uint8Array.from(voxels, (voxel) => labels[voxel]);
}
