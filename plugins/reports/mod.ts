/**
 * What is written about an evaluation: pictures, a row an image, a summary; and how pictures are made.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { csv } from "./csv.ts";
import { calibration } from "./evaluation/calibration.ts";
import { panels } from "./evaluation/panels.ts";
import { pictures } from "./pictures.ts";
import { summary } from "./summary.ts";
import { volumes } from "./volume/volumes.ts";

export { analyseAblation } from "./ablation_analysis.ts";
export { ablationCsv } from "./ablation_csv.ts";
export { escapeHtml } from "./ablation_escape.ts";
export { ablationHtml } from "./ablation_html.ts";
export { ablationMarkdown } from "./ablation_markdown.ts";
export type {
  AblationOptions,
  AblationTable,
  Difference,
  TableCell,
  TableRow,
  TableSection,
} from "./ablation_table.ts";
export { below, beside } from "./arrange.ts";
export { colorMap } from "./color_map.ts";
export { contour } from "./contour.ts";
export { createCsv, csv, record } from "./csv.ts";
export * from "./figures/mod.ts";
export { fileName } from "./file_name.ts";
export * from "./overlay.ts";
export { createPictures, pictures, type PicturesOptions } from "./pictures.ts";
export { type CalibrationFile, createCalibration } from "./evaluation/calibration.ts";
export { classColor } from "./evaluation/class_map.ts";
export { diceConfidence } from "./evaluation/dice_confidence.ts";
export { CONFUSED_COLOR } from "./evaluation/error_map.ts";
export { createPanels, type Panel, PANELS, type PanelsOptions } from "./evaluation/panels.ts";
export type { PixelRisk } from "./evaluation/pixel_risk.ts";
export type { Reliability, ReliabilityBin } from "./evaluation/reliability.ts";
export { encodePng, grayPng, maskPng, type Size } from "./png.ts";
export {
  createSummary,
  type MetricSummary,
  summary,
  type SummaryFile,
  type SummaryOptions,
} from "./summary.ts";
export type { CasePair, Comparison } from "./compare_page/compare_data.ts";
export { configChanges, type ConfigLayers } from "./config_diff/config_changes.ts";
export type { ConfigRow } from "./config_diff/differing.ts";
export { flatten } from "./config_diff/flatten.ts";
export { comparePage } from "./compare_page/compare_page.ts";
export { type ComparedRun, compareRuns } from "./compare_page/compare_runs.ts";
export { compareText } from "./compare_page/compare_text.ts";
export { PAGE_STYLE } from "./html/page_style.ts";
export { runPage, type RunPageOptions } from "./run_page/run_page.ts";
export type * from "./run_page/run_data.ts";
export { rank, type Ranked, type Ranking } from "./ranking.ts";
export type {
  AblationMetric,
  AblationResult,
  AblationSection,
  CellResult,
  FailedCell,
  ImageResult,
  RowResult,
} from "./statistics/cell.ts";
export { createVolumes, type VolumesOptions } from "./volume/volumes.ts";
export { type Estimate } from "./statistics/estimate.ts";
export { holm } from "./statistics/holm.ts";
export * from "./tensorboard/mod.ts";

/** The reports. */
const plugin: Plugin = {
  name: "@dragsaw/reports",
  apiVersion: 1,
  components: [summary, csv, pictures, calibration, panels, volumes],
};
export default plugin;
