import { z } from "zod";
import type { Spec } from "../registry/define.ts";
import type { Registry } from "../registry/registry.ts";
import type { RunConfig, TrainConfig, WeightedLoss } from "./run_config.ts";

const METRICS: readonly string[] = ["dice", "jaccard", "accuracy", "m-dice", "m-iou"];
const REPORTS: readonly string[] = ["summary", "csv", "pictures"];
const LOSS_NAME = z.string().regex(/^[A-Za-z][\w-]*$/).describe(
  "a name of letters, digits, - and _ that begins with a letter",
);

/**
 * The schema of a whole run: exactly what may stand in a config, given the components that there are.
 *
 * @param registry Whose component names and options are allowed.
 */
export function runSchema(registry: Registry): z.ZodType<RunConfig> {
  const backends = registry.names("backend");
  const count = (least: number) => z.int().min(least);
  const run = z.strictObject({
    name: z.string().regex(/^[^/\\]*[^/\\.][^/\\]*$/).describe(
      "Name of the run and of its folder; the file's name unless given",
    ),
    seed: count(0).max(2 ** 31 - 1).default(666).describe("Root of every random stream"),
    plugins: z.array(z.string()).default([]).describe(
      "Further plugins: jsr: or npm: packages, or files from the working directory",
    ),
    backend: z.strictObject({
      type: (backends.length > 0 ? z.enum(backends) : z.string()).optional().describe(
        "The best that runs here unless given",
      ),
      threads: count(1).optional().describe("Processor threads; all cores unless given"),
    }).default({}).describe("Where tensors run"),
    dataset: registry.schema("dataset").describe("Training, validation and test cases"),
    testSet: registry.schema("dataset").optional().describe(
      "Dataset whose test split takes the place of the first one's",
    ),
    size: z.tuple([count(1), count(1)]).describe("Network input, [height, width] in pixels"),
    normalize: z.strictObject({
      mean: z.array(z.number()).min(1).describe("Mean of each channel, of pixels from 0 to 1"),
      std: z.array(z.number().positive()).min(1).describe("Standard deviation of each channel"),
    }).default({ mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] })
      .refine(({ mean, std }) => mean.length === std.length, { error: "mean and std of the same length" })
      .describe("Pixels become (value / 255 - mean) / std; by default with the numbers of ImageNet"),
    augment: z.array(registry.schema("transform")).default([]).describe(
      "Random changes to training samples, in this order",
    ),
    model: registry.schema("model").describe("Network"),
    refine: z.array(registry.schema("refiner")).default([]).describe(
      "What replaces features at slots of the network",
    ),
    losses: z.record(LOSS_NAME, registry.schema("loss") as z.ZodType<WeightedLoss>)
      .refine((losses) => Object.keys(losses).length > 0, { error: "at least one loss" })
      .describe("Terms of the training loss, each under a name of its own"),
    optimizer: registry.schema("optimizer").describe("Update rule of the weights"),
    schedule: registry.schema("schedule").describe("Learning rate by step"),
    train: trainSchema(),
    evaluate: z.strictObject({
      resize: z.enum(["first", "after"]).default("first").describe(
        "Resize logits and take the class (first), or the other way round",
      ),
      metrics: z.array(registry.schema("metric")).min(1).prefault([...METRICS] as unknown as Spec[]).describe(
        "Measured for each image",
      ),
      mirror: z.boolean().default(false).describe("Average over the image and its mirror images"),
    }).prefault({}).describe("How cases are segmented and judged"),
    loader: z.strictObject({
      workers: count(1).default(1).describe("Threads that decode and augment"),
      prefetch: count(0).default(4).describe("Batches made ahead"),
      cacheMegabytes: z.number().min(0).default(1024).describe("Memory for decoded cases"),
    }).prefault({}).describe("How data is read ahead; changes no result"),
    reports: z.array(registry.schema("report")).prefault([...REPORTS] as unknown as Spec[]).describe(
      "Written about an evaluation",
    ),
  });
  return run;
}

function trainSchema(): z.ZodType<TrainConfig> {
  const count = z.int().min(1);
  return z.strictObject({
    epochs: z.number().positive().optional().describe("Passes over the training cases"),
    steps: count.optional().describe("Updates of the weights, in place of epochs"),
    batchSize: count.describe("Images in one pass through the network"),
    accumulate: count.default(1).describe("Batches whose gradients are averaged in one update"),
    clipNorm: z.number().positive().optional().describe("Largest norm of the whole gradient"),
    validateEvery: z.number().positive().default(1).describe("Epochs between validations; may be a fraction"),
    saveEvery: count.default(200).describe("Steps between saves of the last checkpoint"),
    logEvery: count.default(10).describe("Steps between log lines"),
    monitor: z.strictObject({
      metric: z.string().min(1).default("dice").describe("Name of a metric under evaluate.metrics"),
      split: z.literal("val").default("val").describe("The test split never chooses"),
    }).prefault({}).describe("Number that chooses the best checkpoint"),
  }).refine(({ epochs, steps }) => (epochs === undefined) !== (steps === undefined), {
    error: "exactly one of epochs and steps",
  }).describe("How long, in which portions, and what is kept");
}
