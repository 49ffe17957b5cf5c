import { type Triple, writeAtomic } from "@dragsaw/core/volume";
import { z } from "zod";
import type { Plan } from "./plan.ts";

const count = z.int().min(1), size = z.tuple([count, count, count]), above = z.number().gt(0);
const odd = count.refine((side) => side % 2 === 1, "Expected an odd side");
const voxels = z.tuple([above, above, above]), axis = z.int().min(0).max(2);
const intensities = z.strictObject({
  mean: z.number(),
  deviation: z.number().min(0),
  median: z.number(),
  least: z.number(),
  most: z.number(),
  low: z.number(),
  high: z.number(),
});
const normalization = z.strictObject({
  scheme: z.enum(["z-score", "ct", "unit-range", "byte", "none"]),
  bodyOnly: z.boolean(),
  intensities: intensities.optional(),
}).refine(({ scheme, intensities }) => scheme !== "ct" || intensities, {
  message: 'The scheme "ct" wants the intensities of the foreground',
});
const configuration = z.strictObject({
  spacing: z.tuple([above.nullable(), above, above]),
  medianSize: voxels,
  patch: size,
  batch: count,
  network: z.strictObject({
    baseWidth: count,
    levels: z.int().min(2),
    maxWidth: count,
    convolutions: count,
    kernels: z.array(z.tuple([odd, odd, odd])),
    strides: z.array(size),
    blocks: z.array(count).optional(),
  }),
  batchDice: z.boolean(),
  memory: z.number().min(0),
}).superRefine(({ patch, network: { levels, kernels, strides, blocks } }, context) => {
  const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
  for (const [name, list] of Object.entries({ kernels, strides, blocks })) {
    if (list && list.length !== levels) {
      refuse(["network", name], `Expected one for each of ${levels} levels, found ${list.length}`);
    }
  }
  const unit = strides.reduce<Triple>(([a, b, c], [d, e, f]) => [a * d, b * e, c * f], [1, 1, 1]);
  if (patch.some((side, k) => side % unit[k] !== 0)) {
    refuse(["patch"], `Expected multiples of ${unit.join(" x ")}, found ${patch.join(" x ")}`);
  }
});
const SCHEMA = z.strictObject({
  version: z.literal(1),
  cases: count,
  channels: z.array(z.string()).min(1),
  classes: z.array(z.string()).min(2),
  order: z.tuple([axis, axis, axis]).refine((order) => new Set(order).size === 3, "Expected each axis once"),
  normalizations: z.array(normalization),
  budget: count,
  precision: z.enum(["float32", "bfloat16"]),
  configurations: z.partialRecord(z.enum(["2d", "3d-fullres", "3d-lowres"]), configuration),
}).refine(({ channels, normalizations }) => channels.length === normalizations.length, {
  path: ["normalizations"],
  message: "Expected one for each channel",
});

/**
 * A plan from JSON.
 *
 * @param name Of the file, for messages.
 * @throws {SyntaxError} for text that is no JSON. @throws {RangeError} with every place that cannot be used.
 */
export function parsePlan(text: string, name: string): Plan {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(`Cannot read the plan ${name}: ${(cause as Error).message}`, { cause });
  }
  const { success, data, error } = SCHEMA.safeParse(json);
  if (success) return data as Plan;
  const places = error.issues.map(({ path, message }) => `  ${path.join(".") || "top"}: ${message}`);
  throw new RangeError(`Cannot use the plan ${name}:\n${places.join("\n")}`);
}

/** Reads a plan. @throws as {@linkcode parsePlan}, and what reading a file throws. */
export async function readPlan(file: string): Promise<Plan> {
  return parsePlan(await Deno.readTextFile(file), file);
}

/** A plan as JSON that is easy to edit: lists of numbers stand on one line. */
export function formatPlan(plan: Plan): string {
  const text = JSON.stringify(plan, null, 2).replace(
    /\[[\s\d.,null-]*\]/g,
    (list) => list.replace(/\s+/g, " ").replace("[ ", "[").replace(" ]", "]"),
  );
  return `${text}\n`;
}

/** Writes a plan, as {@linkcode formatPlan} has it. */
export async function writePlan(file: string, plan: Plan): Promise<void> {
  await writeAtomic(file, formatPlan(plan));
}
