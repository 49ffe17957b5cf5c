import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { stream } from "../data/random.ts";
import { labelPair } from "../metric/confusion.ts";
import type { LabelPair, Metric } from "../metric/metric.ts";
import type { Register } from "./model_suite.ts";

/** A metric to put through {@linkcode metricSuite}. */
export interface MetricCase {
  /** Put before what each test says. */
  readonly name: string;
  /** Builds it. */
  readonly build: () => Metric;
}

/** Sizes of an image and of a volume, with its spacing. */
const SIZES: readonly (readonly [size: readonly number[], spacing?: readonly number[]])[] = [
  [[9, 7]],
  [[4, 6, 5], [3, 0.5, 0.5]],
];

/** What every metric must do; see {@linkcode Metric}. */
export function metricSuite({ name, build }: MetricCase, register: Register = Deno.test): void {
  const each = (claim: string, fn: (metric: Metric, pairs: Pairs, classes: number) => void) =>
    register(`${name} ${claim}`, () => {
      for (const classes of [2, 4]) {
        for (const [size, spacing] of SIZES) fn(build(), pairsOf(size, classes, spacing), classes);
      }
    });

  each(
    "gives a finite number or null, the same for the same maps, and leaves them alone",
    (metric, pairs) => {
      for (const [what, pair] of Object.entries(pairs)) {
        const before = structuredClone(pair), value = metric.measure(pair);
        assert(value === null || Number.isFinite(value), `Found ${value} of ${what}`);
        assertEquals(metric.measure(pair), value, what);
        assertEquals(pair, before, what);
      }
    },
  );

  each("is best where the prediction is the truth", (metric, { right, ...others }) => {
    const best = metric.measure(right);
    assert(best !== null, "Found null where both maps have every class");
    for (const [what, pair] of Object.entries(others)) {
      const value = metric.measure(pair);
      if (value === null) continue;
      const better = metric.higherIsBetter ? value > best + 1e-12 : value < best - 1e-12;
      assert(!better, `Found ${value} of ${what}, better than ${best} of a right prediction`);
    }
  });

  each("has a value for a structure that is missed", (metric, { missed }) => {
    assert(metric.measure(missed) !== null, "Found null: it would stay out of means");
  });

  each("gives each foreground class the values of its mean", (metric, pairs, classes) => {
    if (!metric.measureClasses) return;
    for (const [what, pair] of Object.entries(pairs)) {
      const values = metric.measureClasses(pair), defined = values.filter((value) => value !== null);
      assertEquals(values.length, classes - 1, what);
      const mean = defined.length === 0 ? null : defined.reduce((a, b) => a + b) / defined.length;
      assertSame(metric.measure(pair), mean, what);
    }
  });

  each("gives the same from counts", (metric, pairs, classes) => {
    if (!metric.fromCounts) return;
    for (const [what, pair] of Object.entries(pairs)) {
      assertSame(metric.fromCounts(pair.confusion, classes), metric.measure(pair), what);
    }
  });
}

/** Label maps that formulas stumble over. */
type Pairs = Readonly<Record<"right" | "random" | "missed" | "invented" | "empty" | "full", LabelPair>>;

function pairsOf(size: readonly number[], classes: number, spacing?: readonly number[]): Pairs {
  const pixels = size.reduce((a, b) => a * b, 1), random = stream("metric suite", pixels, classes);
  const draw = () => Uint8Array.from({ length: pixels }, (_, i) => i < classes ? i : random.integer(classes));
  const truth = draw(), none = new Uint8Array(pixels), all = new Uint8Array(pixels).fill(1);
  const pair = (prediction: Uint8Array, truth: Uint8Array) =>
    labelPair(prediction, truth, size, classes, spacing);
  return {
    right: pair(truth, truth),
    random: pair(draw(), truth),
    missed: pair(none, truth),
    invented: pair(truth, none),
    empty: pair(none, none),
    full: pair(all, all),
  };
}

function assertSame(found: number | null, wanted: number | null, what: string): void {
  if (found === null || wanted === null) assertEquals(found, wanted, what);
  else assertAlmostEquals(found, wanted, 1e-9 * Math.max(1, Math.abs(wanted)), what);
}
