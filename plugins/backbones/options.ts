import { z } from "zod";

/** Pixels between units of the deepest features. */
export type OutputStride = 8 | 16 | 32;

/** Schema of {@linkcode OutputStride}. */
export const outputStride: z.ZodType<OutputStride> = z.union([z.literal(32), z.literal(16), z.literal(8)])
  .default(16).describe(
    "Pixels between units of the deepest features: 32 as for classification, 16, or 8 (finer, more work)",
  );

/** Schema of a factor on channel counts. */
export const width: z.ZodType<number> = z.number().positive().default(1).describe(
  "Factor on every channel count; below 1 for a thin network",
);
