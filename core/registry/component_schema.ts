import { z } from "zod";
import { type Component, OptionError, type Schemas, type Spec } from "./define.ts";
import type { Kind } from "./kinds.ts";

/** Options that the pipeline reads itself from every component of a kind. */
const COMMON: Partial<Record<Kind, (schemas: Schemas) => z.ZodRawShape>> = {
  dataset: () => ({
    folds: z.strictObject({
      count: z.int().min(2).default(5).describe("Parts"),
      fold: z.int().min(0).describe("The part that is validated on, from 0"),
      seed: z.int().min(0).default(12345).describe("Draws the parts; the same for every seed of the run"),
      order: z.enum(["nnunet"]).optional().describe(
        "nnunet: the same cases in each fold as nnU-Net has (5 parts, seed 12345), without strata and patients",
      ),
    }).refine(({ count, fold }) => fold < count, { error: "fold below count", path: ["fold"] }).optional()
      .describe(
        "Cross-validation: training and validation cases divided anew, stratified, a patient in one part; the test split stays",
      ),
    fraction: z.number().gt(0).max(1).optional().describe(
      "Part of the training cases to train on, stratified and drawn from the run's seed; all unless given",
    ),
  }),
  planner: () => ({
    file: z.string().min(1).optional().describe(
      "JSON file of a plan, as deno task plan writes it, from the working directory; planned from the data unless given",
    ),
  }),
  loss: ({ component }) => ({
    weight: z.number().min(0).default(1).describe("Factor of this term in the total loss"),
    schedule: component("schedule").optional().describe(
      "How the weight changes over the training, as a learning rate does; the same throughout unless given",
    ),
  }),
};

/** Keys that are read before a component is built. */
const commonKeys = (kind: Kind) => [
  "type",
  ...Object.keys(COMMON[kind]?.({ component: () => z.never() }) ?? {}),
];

/**
 * Schema of any component of a kind: `{ type: name, ...options }`, or the bare name.
 *
 * @param components All of that kind. @param schema Schemas of the kinds that stand inside options; asked when a value is
 * checked.
 * @throws {RangeError} when an option has the name of a common one.
 */
export function componentSchema(
  kind: Kind,
  components: readonly Component[],
  schema: Schemas["component"],
): z.ZodType<Spec> {
  const variants = components.map(({ name, summary, shape }) => {
    const schemas: Schemas = { component: (inner) => z.lazy(() => schema(inner)) };
    const options = shape(schemas),
      common = COMMON[kind]?.(schemas) ?? {},
      taken = takenOption(kind, options);
    if (taken !== undefined) {
      throw new RangeError(
        `Cannot use ${kind} "${name}": its option "${taken}" has the name of a common one`,
      );
    }
    return z.strictObject({ type: z.literal(name), ...common, ...options }).describe(summary);
  });
  type Variants = [(typeof variants)[number], ...typeof variants];
  const whole = z.preprocess(
    (value) => typeof value === "string" ? { type: value } : value,
    z.discriminatedUnion("type", variants as Variants),
  );
  return whole.meta({ id: kind }) as z.ZodType<Spec>;
}

/** An option that has the name of one that the pipeline reads itself. */
export function takenOption(kind: Kind, options: object): string | undefined {
  return commonKeys(kind).find((key) => key in options);
}

/** Checks `spec`. @returns The component's own options. @throws {OptionError} with the first place that is wrong. */
export function optionsOf(kind: Kind, schema: z.ZodType<Spec>, spec: Spec): Record<string, unknown> {
  const { success, data, error } = schema.safeParse(spec);
  if (!success) {
    const path = error.issues[0].path.filter((key) => typeof key !== "symbol");
    throw new OptionError(
      path,
      error.issues.map(({ path, message }) => path.length > 0 ? `${path.join(".")}: ${message}` : message)
        .join("; "),
    );
  }
  const dropped = new Set(commonKeys(kind));
  return Object.fromEntries(Object.entries(data).filter(([key]) => !dropped.has(key)));
}
