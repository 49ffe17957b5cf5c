import { z } from "zod";
import { ALLOWABLE } from "../check/kinds/mod.ts";
import { IMAGENET } from "../data/input.ts";
import type { Spec } from "../registry/define.ts";
import type { Registry } from "../registry/registry.ts";
import type { Precision } from "../tensor/backend.ts";
import type { DraftConfig, EvaluateConfig, LoaderConfig, RunConfig } from "./run_config.ts";

const METRICS: readonly string[] = ["dice", "jaccard", "accuracy", "m-dice", "m-iou"];

const REPORTS: readonly string[] = ["summary", "csv", "pictures", "calibration", "panels"];

/** Section `backend`. @param names Of the backends that there are. */
export function backendSchema(names: readonly string[]): z.ZodType<RunConfig["backend"]> {
  return z.strictObject({
    type: (names.length > 0 ? z.enum(names) : z.string()).optional().describe(
      "Name of a backend; TensorFlow, or plain JavaScript where that cannot run, unless given",
    ),
    threads: z.int().min(1).optional().describe("Processor threads; all cores unless given"),
  }).default({}).describe("Where tensors live and operations run");
}

/** Key `allow`. */
export function allowSchema(): z.ZodType<RunConfig["allow"]> {
  return z.array(z.enum(ALLOWABLE)).optional().describe(
    "Kinds of defects that the data check finds and a training is to go on with (deno task verify names them)",
  );
}

/** Section `normalize`. */
export function normalizeSchema(): z.ZodType<RunConfig["normalize"]> {
  return z.strictObject({
    mean: z.array(z.number()).min(1).describe("Mean of each channel, of pixels from 0 to 1"),
    std: z.array(z.number().positive()).min(1).describe("Standard deviation of each channel"),
  }).default({ mean: [...IMAGENET.mean], std: [...IMAGENET.std] })
    .refine(({ mean, std }) => mean.length === std.length, { error: "mean and std of the same length" })
    .describe("Pixels become (value / 255 - mean) / std; by default with the numbers of ImageNet");
}

/** Section `init`. */
export function initSchema(): z.ZodType<RunConfig["init"]> {
  return z.strictObject({
    weights: z.string().min(1).describe(
      "File of weights, from the working directory: .pth or safetensors for the backbone, or a checkpoint of a run for all",
    ),
  }).optional().describe("What weights start from; random numbers unless given");
}

/** Key `precision`. @param auto What `auto` stands for: a config that is written again names that. */
export function precisionSchema(auto: Precision): z.ZodType<RunConfig["precision"]> {
  return z.enum(["float32", "bfloat16", "auto"]).default("float32")
    .transform((wanted) => wanted === "auto" ? auto : wanted)
    .describe(
      "Number type of convolutions and matrix products in a training step; sums, norms, losses and weights are float32. " +
        "auto: bfloat16 where the processor has instructions for it, else float32; the run keeps which",
    );
}

/** Key `recompute`. */
export function recomputeSchema(): z.ZodType<RunConfig["recompute"]> {
  return z.union([z.literal("all"), z.array(z.string())]).default([]).describe(
    "Slots whose layers run again in the backward pass, so that their results need not be kept: less memory, more time",
  );
}

/** Section `train`. @param planned Whether a plan may give the batch size. */
export function trainSchema(planned: boolean): z.ZodType<DraftConfig["train"]> {
  const count = z.int().min(1), batch = planned ? count.optional() : count;
  return z.strictObject({
    epochs: z.number().positive().optional().describe(
      "Passes over the training cases, may be a fraction; for volumes of stepsPerEpoch updates each. The paper has 300 for images, nnU-Net 1000",
    ),
    steps: count.optional().describe("Updates of the weights, in place of epochs"),
    batchSize: batch.describe(
      `Images or patches in one pass, over which batch statistics are taken${
        planned ? "; as planned unless given" : ""
      }`,
    ),
    stepsPerEpoch: count.optional().describe(
      "Updates in an epoch of patches of volumes; 250 unless given, as in nnU-Net",
    ),
    accumulate: count.default(1).describe(
      "Batches whose gradients are averaged in one update: the paper's 64 images are 16 batches of 4",
    ),
    clipNorm: z.number().positive().optional().describe(
      "Largest Euclidean norm of the whole gradient, longer ones are scaled down; not limited unless given. nnU-Net has 12",
    ),
    validateEvery: z.number().positive().default(1).describe("Epochs between validations; may be a fraction"),
    saveEvery: count.default(200).describe("Steps between saves of the last checkpoint"),
    logEvery: count.default(10).describe("Steps between log lines"),
    tensorboard: z.boolean().optional().describe(
      "Write event files for TensorBoard into the run folder as it trains; changes no result",
    ),
    monitor: z.strictObject({
      metric: z.string().min(1).default("dice").describe("Name of a metric under evaluate.metrics"),
      split: z.literal("val").default("val").describe("The test split never chooses"),
    }).prefault({}).describe("Number that chooses the best checkpoint"),
  }).refine(({ epochs, steps }) => (epochs === undefined) !== (steps === undefined), {
    error: "exactly one of epochs and steps",
  }).describe("How long, in which portions, and what is kept");
}

/** Section `evaluate`. @param registry Whose metrics are allowed. */
export function evaluateSchema(registry: Registry): z.ZodType<EvaluateConfig> {
  return z.strictObject({
    resize: z.enum(["first", "after"]).default("first").describe(
      "To the size of the original image: resize logits and take the class (first), or take the class and resize that (after)",
    ),
    metrics: z.array(registry.schema("metric")).min(1).prefault([...METRICS] as unknown as Spec[]).describe(
      "Measured for each case, then averaged over cases",
    ),
    mirror: z.boolean().default(false).describe(
      "Average logits over the image and its mirror images: 4 times the work, 8 for volumes; nnU-Net does",
    ),
    window: z.tuple([z.int().min(1), z.int().min(1)]).optional().describe(
      "Height and width in pixels of windows that images are cut into, half of one into the next; the whole image unless given",
    ),
  }).prefault({}).describe("How cases are segmented and judged");
}

/** Section `loader`. */
export function loaderSchema(): z.ZodType<LoaderConfig> {
  return z.strictObject({
    workers: z.int().min(1).default(1).describe(
      "Threads that decode and augment; any number gives the same batches",
    ),
    prefetch: z.int().min(0).default(4).describe("Batches made ahead"),
    cacheMegabytes: z.number().min(0).default(1024).describe(
      "Memory for decoded cases of all workers together, in MiB (2^20 bytes)",
    ),
    storeGigabytes: z.number().positive().default(64).describe(
      "Disk for prepared volumes of all runs in a folder, in GB (10^9 bytes); those used longest ago go first",
    ),
  }).prefault({}).describe("How data is read ahead; changes no result");
}

/** List `reports`. @param registry Whose reports are allowed. */
export function reportsSchema(registry: Registry): z.ZodType<RunConfig["reports"]> {
  return z.array(registry.schema("report")).prefault([...REPORTS] as unknown as Spec[]).describe(
    "Written about an evaluation",
  );
}
