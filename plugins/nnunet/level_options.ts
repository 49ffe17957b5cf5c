import { OptionError } from "@dragsaw/core/registry";
import type { Triple } from "@dragsaw/core/tensor";
import { z } from "zod";

const side = z.int().min(1), odd = side.refine((n) => n % 2 === 1, { error: "an odd number" });

/** Sides of a kernel: depth, height, width. */
export const kernel: z.ZodType<Triple> = z.tuple([odd, odd, odd]);

/** Option `strides` of the networks on volumes. */
export const strides: z.ZodType<Triple[] | undefined> = z.array(z.tuple([side, side, side])).optional()
  .describe("Units of the level above to one of each level; planned, or 1, then 2");

/** Options of nnU-Net's networks that say what their levels are like. @param convolutions What is meant by that, and usual. */
export function levelOptions(
  convolutions: string,
): {
  baseWidth: z.ZodType<number | undefined>;
  levels: z.ZodType<number | undefined>;
  maxWidth: z.ZodType<number | undefined>;
  convolutions: z.ZodType<number | undefined>;
  kernels: z.ZodType<Triple[] | undefined>;
  strides: z.ZodType<Triple[] | undefined>;
} {
  const count = z.int().min(1);
  return {
    baseWidth: count.optional().describe(
      "Channels of the first level, doubled in each below; planned, or 32",
    ),
    levels: z.int().min(2).optional().describe("Levels, the deepest included; planned, or 4"),
    maxWidth: count.optional().describe("No level has more channels; planned, or 320"),
    convolutions: count.optional().describe(convolutions),
    kernels: z.array(kernel).optional().describe(
      "Depth, height and width of each level's kernels; planned, or 3",
    ),
    strides,
  };
}

/** Options that do not fit each other, told as such. */
export function refusing<T>(build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof RangeError) || error instanceof OptionError) throw error;
    throw new OptionError([], error.message);
  }
}
