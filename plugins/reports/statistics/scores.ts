import type { CellResult } from "./cell.ts";

/** A metric of one row, or the difference of two rows: a number an image and seed. */
export interface Scores {
  /** Rising. */
  readonly seeds: readonly number[];
  /** One list a seed, with one value an image, in the same order of images everywhere; NaN where undefined. */
  readonly values: readonly Float64Array[];
}

/**
 * The values of a metric in checked cells.
 *
 * @param ids Images, in the order wanted.
 */
export function scoresOf(cells: readonly CellResult[], metric: string, ids: readonly string[]): Scores {
  const rising = cells.toSorted((a, b) => a.seed - b.seed);
  return {
    seeds: rising.map(({ seed }) => seed),
    values: rising.map(({ images }) => {
      const byId = new Map(images.map(({ id, values }) => [id, values[metric]]));
      return Float64Array.from(ids, (id) => byId.get(id) ?? NaN);
    }),
  };
}

/** `row` - `base`, image by image, for the seeds that both have; NaN where either is undefined. */
export function differences(row: Scores, base: Scores): Scores {
  const seeds = row.seeds.filter((seed) => base.seeds.includes(seed));
  const of = ({ seeds, values }: Scores, seed: number) => values[seeds.indexOf(seed)];
  return {
    seeds,
    values: seeds.map((seed) => of(row, seed).map((value, i) => value - of(base, seed)[i])),
  };
}

/** Means over the images where defined, one a seed that has any. */
export function seedMeans({ values }: Scores): number[] {
  return values.map((list) => mean(list.filter((value) => !Number.isNaN(value))))
    .filter((value) => !Number.isNaN(value));
}

/** Means over the seeds where defined, one an image; NaN where in none. */
export function imageMeans({ values }: Scores): Float64Array {
  return Float64Array.from(
    values[0] ?? [],
    (_, i) => mean(values.map((list) => list[i]).filter((value) => !Number.isNaN(value))),
  );
}

/** How many values are undefined. */
export function undefinedCount({ values }: Scores): number {
  return values.reduce((sum, list) => sum + list.filter(Number.isNaN).length, 0);
}

/** NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Standard deviation with n - 1 in the denominator; null below two values. */
export function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1));
}
