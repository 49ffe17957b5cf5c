import { z } from "zod";
import type { Registry } from "../registry/registry.ts";
import type { Precision } from "../tensor/backend.ts";
import type { DraftConfig, PlannerSpec, WeightedLoss } from "./run_config.ts";
import {
  allowSchema,
  backendSchema,
  evaluateSchema,
  initSchema,
  loaderSchema,
  normalizeSchema,
  precisionSchema,
  recomputeSchema,
  reportsSchema,
  trainSchema,
} from "./section_schemas.ts";

const NAME = z.string().regex(/^[^/\\]*[^/\\.][^/\\]*$/).describe(
  "Name of the run and of its folder; the file's name unless given",
);

const LOSS_NAME = z.string().regex(/^[A-Za-z][\w-]*$/).describe(
  "a name of letters, digits, - and _ that begins with a letter",
);

/** Of which configs the schema is. */
export interface RunSchemaOptions {
  /** Whether there is a planner: then what it decides may be left out; `either` for a schema of both. */
  readonly planned?: boolean | "either";
  /** What the precision `auto` stands for; float32 unless given. */
  readonly precision?: Precision;
}

function lossesSchema(registry: Registry): z.ZodType<DraftConfig["losses"]> {
  return z.record(LOSS_NAME, registry.schema("loss") as z.ZodType<WeightedLoss>)
    .refine((losses) => Object.keys(losses).length > 0, { error: "at least one loss" })
    .describe("Terms of the training loss, each under a name of its own; their weighted sum is minimised");
}

function plannerSchema(registry: Registry): z.ZodType<DraftConfig["planner"]> {
  return (registry.schema("planner") as z.ZodType<PlannerSpec>).optional().describe(
    "Plans how to train on volumes: input, batch size, network; what the config gives wins",
  );
}

function sizeSchema(planned: boolean | "either"): z.ZodType<DraftConfig["size"]> {
  const side = z.int().min(1);
  const flat = z.tuple([side, side]), voxels = z.tuple([side, side, side]).optional();
  if (!planned) return flat.describe("Network input, [height, width] in pixels");
  const text = "[depth, height, width] in voxels; of the plan unless given";
  return planned === "either"
    ? z.union([flat, voxels]).describe(`Network input, [height, width] in pixels, or ${text}`)
    : voxels.describe(`Network input, ${text}`);
}

/**
 * The schema of a whole run: exactly what may stand in a config, given the components that there are.
 *
 * @param registry Whose component names and options are allowed.
 */
export function runSchema(
  registry: Registry,
  { planned = false, precision = "float32" }: RunSchemaOptions = {},
): z.ZodType<DraftConfig> {
  return z.strictObject({
    name: NAME,
    seed: z.int().min(0).max(2 ** 31 - 1).default(666).describe(
      "Root of every random stream; the same seed gives the same weights to the bit. The paper has 666",
    ),
    plugins: z.array(z.string()).default([]).describe(
      "Further plugins: jsr: or npm: packages, or files from the working directory",
    ),
    backend: backendSchema(registry.names("backend")),
    dataset: registry.schema("dataset").describe("Training, validation and test cases"),
    testSet: registry.schema("dataset").optional().describe(
      "Dataset whose test split takes the place of the first one's",
    ),
    allow: allowSchema(),
    planner: plannerSchema(registry),
    size: sizeSchema(planned),
    normalize: normalizeSchema(),
    augment: z.array(registry.schema("transform")).default([]).describe(
      "Random changes to training samples, in this order; new draws in each epoch",
    ),
    model: registry.schema("model").describe("Network; its slots are what refine and losses name"),
    init: initSchema(),
    refine: z.array(registry.schema("refiner")).default([]).describe(
      "What replaces features at slots of the network: UAFR and its comparators",
    ),
    precision: precisionSchema(precision),
    recompute: recomputeSchema(),
    losses: lossesSchema(registry),
    optimizer: registry.schema("optimizer").describe("Update rule of the weights"),
    schedule: registry.schema("schedule").describe("Learning rate by step; the base rate is optimizer.rate"),
    train: trainSchema(planned !== false),
    evaluate: evaluateSchema(registry),
    loader: loaderSchema(),
    reports: reportsSchema(registry),
  });
}
