import { z } from "zod";

/** Pixels between units of the deepest features. */
export type OutputStride = 8 | 16 | 32;

/** Schema of {@linkcode OutputStride}. */
export const outputStride: z.ZodType<OutputStride> = z.union([z.literal(32), z.literal(16), z.literal(8)])
  .default(16).describe(
    "Pixels between units of the deepest features: 32 as for classification, 16, or 8 (finer, more work)",
  );

/** Schema of how many blocks each stage has. */
export function blocks(usual: readonly number[]): z.ZodType<readonly number[]> {
  return z.array(z.int().min(1)).length(usual.length).default([...usual]).describe(
    "Blocks of each stage; fewer for a shallow network, which published weights do not fit",
  );
}

/** Schema of a factor on channel counts. */
export const width: z.ZodType<number> = z.number().positive().default(1).describe(
  "Factor on every channel count; below 1 for a thin network",
);
