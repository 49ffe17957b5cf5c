import type { Random } from "@dragsaw/core/data";
import { z } from "zod";

/** A smallest and a largest value. */
export type Range = readonly [number, number];

/** Option: how often a transform acts. */
export function chance(usual: number): z.ZodDefault<z.ZodNumber> {
  return z.number().min(0).max(1).default(usual).describe("Chance that it acts on a sample");
}

/** Option: smallest and largest value of what is drawn, both within `allowed`. */
export function range(allowed: Range, usual: Range): z.ZodDefault<z.ZodType<[number, number]>> {
  const value = z.number().min(allowed[0]).max(allowed[1]);
  return z.tuple([value, value]).refine(([low, high]) => low <= high, "Expected the smaller value first")
    .default([...usual]);
}

/** One value of a range, uniformly. */
export function drawFrom([low, high]: Range, random: Random): number {
  return random.between(low, high);
}
