import type { LossInput } from "@dragsaw/core";
import type { Tensor } from "@dragsaw/core/tensor";
import type { Comparison } from "./comparison.ts";
import { integralImage } from "./integral.ts";
import type { PdcrOptions } from "./options.ts";

/** A step as the units of every map read it. */
export interface Step {
  /** From {@linkcode Comparison.prepare}. */
  readonly prepared: Tensor;
  /** Integral image of the labels, where units are drawn by them. */
  readonly integral: Tensor | undefined;
  /** Names the step's draws, int32 [2]. */
  readonly key: Tensor;
}

/** What all maps of a step share. */
export function readStep(
  truth: Comparison,
  { affinity, sampling }: PdcrOptions,
  { labels, key }: Pick<LossInput, "labels" | "key">,
  classes: number,
): Step {
  const prepared = truth.prepare(labels);
  if (sampling !== "boundary") return { prepared, integral: undefined, key };
  return { prepared, integral: affinity === "ratio" ? prepared : integralImage(labels, classes), key };
}

/**
 * Uncertainty of `slot`, if pairs are weighted by it.
 *
 * @throws {RangeError} when no refiner tells it.
 */
export function uncertaintyAt(
  slot: string,
  { uncertainty: emphasis }: PdcrOptions,
  { uncertainty }: Pick<LossInput, "uncertainty">,
): Tensor | undefined {
  if (emphasis === undefined) return undefined;
  const map = uncertainty.get(slot);
  if (map) return map;
  const known = [...uncertainty.keys()].join(", ") || "none";
  throw new RangeError(
    `Cannot weigh pairs of slot "${slot}" by uncertainty "${emphasis}": no refiner tells it there (slots that have one: ` +
      `${known}); add the slot to those of "uafr", or drop the option`,
  );
}
