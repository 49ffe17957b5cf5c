import { assd, classSurfaceDistances, hd95, nsd, type SurfaceDistances } from "@dragsaw/core/metric";
import type { LabelPair, Metric } from "@dragsaw/core/metric";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { z } from "zod";
import { mean } from "./overlap.ts";

/** How a metric of surfaces counts classes that a map lacks. */
export interface SurfaceOptions {
  /** What a class that only one map has counts, mm; the diagonal of the image unless given. */
  readonly missed?: number | undefined;
  /** Whether a class that neither map has counts as perfect, or not at all, as for Dice. */
  readonly absent: "left-out" | "perfect";
}

/**
 * Value of one foreground class from its distances; Infinity where one map lacks it.
 *
 * @param index 0 is class 1. @param count Foreground classes.
 */
export interface SurfaceValue {
  (distances: SurfaceDistances, index: number, count: number): number;
}

/** Diagonal of an image, mm (pixels where it has no spacing): no two of its voxels lie as far apart. */
export function diagonal({ size, spacing }: Pick<LabelPair, "size" | "spacing">): number {
  return Math.hypot(...size.map((side, axis) => side * (spacing?.[axis] ?? 1)));
}

/** Several metrics of one pair share its distances. */
const measured = new WeakMap<LabelPair, readonly SurfaceDistances[]>();

function distancesOf(pair: LabelPair): readonly SurfaceDistances[] {
  const known = measured.get(pair);
  if (known) return known;
  const found = classSurfaceDistances(pair.prediction, pair.truth, pair, pair.classes);
  measured.set(pair, found);
  return found;
}

/** A metric of surfaces: mean over the foreground classes. */
export function surfaceMetric(
  name: string,
  higherIsBetter: boolean,
  value: SurfaceValue,
  { missed, absent }: SurfaceOptions,
): Metric {
  const measureClasses = (pair: LabelPair) =>
    distancesOf(pair).map((distances, i) => {
      const neither = distances.fromFirst.length === 0 && distances.fromSecond.length === 0;
      if (neither && absent === "left-out") return null;
      const found = value(distances, i, pair.classes - 1);
      return found === Infinity ? missed ?? diagonal(pair) : found;
    });
  return { name, higherIsBetter, measure: (pair) => mean(measureClasses(pair)), measureClasses };
}

const absent = z.enum(["left-out", "perfect"]).default("left-out").describe(
  "What a class counts that neither map has: nothing, as for Dice, or as if found perfectly",
);
const missed = z.number().positive().optional().describe(
  "mm that a class counts which only one map has (pixels without a spacing); the image's diagonal unless given",
);

function distanceMetric(name: string, summary: string, value: SurfaceValue): Component {
  return define("metric", name, {
    summary,
    source:
      "Taha and Hanbury 2015, doi 10.1186/s12880-015-0068-x; Heimann et al. 2009, doi 10.1109/TMI.2009.2013851",
    options: () => ({ missed, absent }),
    build: (options) => surfaceMetric(name, false, value, options),
  });
}

const nsdMetric: Component = define("metric", "nsd", {
  summary: "Normalised surface Dice: share of the surfaces within a tolerance, mean over foreground classes.",
  source: "Nikolov et al. 2018, arXiv 1809.04430",
  options: () => ({
    tolerance: z.union([z.number().min(0), z.array(z.number().min(0)).min(1)]).default(1).describe(
      "mm within which a surface counts as found (pixels without a spacing); a list has one for each foreground class",
    ),
    absent,
  }),
  build: ({ tolerance, absent }) =>
    surfaceMetric("nsd", true, (distances, i, count) => nsd(distances, toleranceOf(tolerance, i, count)), {
      absent,
    }),
});

function toleranceOf(tolerance: number | readonly number[], index: number, count: number): number {
  if (typeof tolerance === "number") return tolerance;
  if (tolerance.length === count) return tolerance[index];
  throw new RangeError(
    `Cannot measure nsd of ${count} foreground classes: tolerance has ${tolerance.length} values, wanted one for each`,
  );
}

/** Metrics of surfaces (method.md section 5), in mm where the data has a spacing, else in pixels. */
export const surfaceMetrics: readonly Component[] = [
  distanceMetric(
    "hd95",
    "95th percentile of the distances between surfaces, mm, mean over foreground classes.",
    hd95,
  ),
  distanceMetric("assd", "Average symmetric distance of surfaces, mm, mean over foreground classes.", assd),
  nsdMetric,
];
