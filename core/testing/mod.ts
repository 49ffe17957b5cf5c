/**
 * Shared suites: the behaviour that every component of a kind must show, and what tests of tensors need.
 *
 * @module
 */
import { tf } from "../tensor/tf.ts";

// Else tfjs prints an advertisement at the first op in plain JavaScript.
tf.enableProdMode();

export { assertClose } from "./assert_close.ts";
export { type BackboneCase, backboneSuite } from "./backbone_suite.ts";
export { backendSuite } from "./backend_suite.ts";
export { checkAdjoint } from "./check_adjoint.ts";
export type { AdjointShapes } from "./check_adjoint.ts";
export { checkGradient } from "./check_gradient.ts";
export type { GradientOptions } from "./check_gradient.ts";
export { type DatasetCase, datasetSuite } from "./dataset_suite.ts";
export * from "./loss.ts";
export { type LossCase, lossSuite, volumeLossSuite } from "./loss_suite.ts";
export { type MetricCase, metricSuite } from "./metric_suite.ts";
export * from "./model.ts";
export { dot, randomTensor, toFloat64, toTensor } from "./numbers.ts";
export type { GoldenArray, Numbers } from "./numbers.ts";
export { type OptimizerCase, optimizerSuite } from "./optimizer_suite.ts";
export { pluginSuite } from "./plugin_suite.ts";
export { type ReportCase, reportSuite } from "./report_suite.ts";
export { type ScheduleCase, scheduleSuite } from "./schedule_suite.ts";
export { type TransformCase, transformSample, transformSuite } from "./transform_suite.ts";
export { volumeLossContext } from "./volumes.ts";
export { volumeTransformSuite } from "./volume_transform_suite.ts";
export type { VolumeTransformCase } from "./volume_transform_suite.ts";
