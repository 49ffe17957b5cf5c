import { z } from "zod";
import type { Registry } from "../registry/registry.ts";
import type { RunConfig, WeightedLoss } from "./run_config.ts";
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

const LOSS_NAME = z.string().regex(/^[A-Za-z][\w-]*$/).describe(
  "a name of letters, digits, - and _ that begins with a letter",
);

/**
 * The schema of a whole run: exactly what may stand in a config, given the components that there are.
 *
 * @param registry Whose component names and options are allowed.
 */
export function runSchema(registry: Registry): z.ZodType<RunConfig> {
  const side = z.int().min(1);
  return z.strictObject({
    name: z.string().regex(/^[^/\\]*[^/\\.][^/\\]*$/).describe(
      "Name of the run and of its folder; the file's name unless given",
    ),
    seed: z.int().min(0).max(2 ** 31 - 1).default(666).describe("Root of every random stream"),
    plugins: z.array(z.string()).default([]).describe(
      "Further plugins: jsr: or npm: packages, or files from the working directory",
    ),
    backend: backendSchema(registry.names("backend")),
    dataset: registry.schema("dataset").describe("Training, validation and test cases"),
    testSet: registry.schema("dataset").optional().describe(
      "Dataset whose test split takes the place of the first one's",
    ),
    allow: allowSchema(),
    size: z.tuple([side, side]).describe("Network input, [height, width] in pixels"),
    normalize: normalizeSchema(),
    augment: z.array(registry.schema("transform")).default([]).describe(
      "Random changes to training samples, in this order",
    ),
    model: registry.schema("model").describe("Network"),
    init: initSchema(),
    refine: z.array(registry.schema("refiner")).default([]).describe(
      "What replaces features at slots of the network",
    ),
    precision: precisionSchema(),
    recompute: recomputeSchema(),
    losses: z.record(LOSS_NAME, registry.schema("loss") as z.ZodType<WeightedLoss>)
      .refine((losses) => Object.keys(losses).length > 0, { error: "at least one loss" })
      .describe("Terms of the training loss, each under a name of its own"),
    optimizer: registry.schema("optimizer").describe("Update rule of the weights"),
    schedule: registry.schema("schedule").describe("Learning rate by step"),
    train: trainSchema(),
    evaluate: evaluateSchema(registry),
    loader: loaderSchema(),
    reports: reportsSchema(registry),
  });
}
