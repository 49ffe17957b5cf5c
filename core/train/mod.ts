/**
 * Training, evaluation and inference: the pipeline that the parts meet in.
 *
 * @module
 */
export * from "./build_network.ts";
export * from "./evaluate.ts";
export * from "./evaluate_cases.ts";
export * from "./evaluate_run.ts";
export * from "./evaluate_volumes.ts";
export * from "./events.ts";
export * from "./experiment.ts";
export * from "./initial_weights.ts";
export * from "./less_memory.ts";
export * from "./loop.ts";
export * from "./network.ts";
export * from "./open_datasets.ts";
export * from "./out_of_memory.ts";
export * from "./plan_experiment.ts";
export * from "./plan_run.ts";
export * from "./resume.ts";
export * from "./run.ts";
export * from "./run_folder.ts";
export * from "./run_volumes.ts";
export * from "./segment.ts";
export * from "./segment_image.ts";
export * from "./step.ts";
export * from "./twin.ts";
export * from "./volumes/mod.ts";
