/**
 * What can be wrong with data, found before anything is trained on it: kinds of defects by name, the check of a dataset, its
 * fingerprint. Imports no tensor library and no image library: a dataset tells what its files say (`Dataset.examine`).
 *
 * @module
 */
export { type CachedOptions, type CachedReport, verifyCached } from "./cache.ts";
export { endingOf } from "./check_image.ts";
export { type Finding, findingOf, judge, type Verdict } from "./finding.ts";
export type { Fingerprint, SplitFingerprint, Spread } from "./fingerprint.ts";
export { ALLOWABLE, DEFECT_KINDS, type DefectKind, defectKind, type Severity } from "./kinds/mod.ts";
export type { LabelCounts } from "./label_counts.ts";
export { type Look, lookOf } from "./look.ts";
export { ALIKE, type Alike, nearDuplicates } from "./near_duplicates.ts";
export type { CaseRecord } from "./record.ts";
export type { ChannelStatistics } from "./statistics.ts";
export {
  type CheckedPart,
  type CheckReport,
  verifyDataset,
  verifyDatasets,
  type VerifyOptions,
} from "./verify.ts";
