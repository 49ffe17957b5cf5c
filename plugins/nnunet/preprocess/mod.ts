/**
 * Cases as networks see them, and predictions back where the cases came from. Imports no tensor library.
 *
 * @module
 */
export { preparedKey } from "./case_key.ts";
export { foregroundLocations } from "./locations.ts";
export { type Normalization, normalize, type Scheme } from "./normalize.ts";
export { placementOf, type TargetSpacing } from "./placement.ts";
export { prepareCase, type PrepareSettings } from "./prepare.ts";
export { resample, type ResampleOptions } from "./resample.ts";
export { resampleLabels } from "./resample_labels.ts";
export {
  type RestoredPrediction,
  restoreLabels,
  restorePrediction,
  type Restorer,
  restoreValues,
} from "./restore.ts";
export type { Interpolation } from "./taps.ts";
