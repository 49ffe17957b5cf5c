import { countOf } from "../embedding/vectors.ts";
import { extent, type Labelled, type WeightedScore } from "./labelled.ts";

/**
 * Davies-Bouldin index (1979): for each class the worst (s_i + s_j) / d_ij to another, averaged; s is the mean distance of its
 * points to their centre, d that between centres. 0 and above, lower is further apart.
 *
 * @returns NaN where `times` leaves one class, or where all points are one; infinite where centres alone are.
 */
export function daviesBouldin(data: Labelled): WeightedScore {
  const { classes } = extent(data);
  return (times) => {
    const { centres, spreads, sizes } = clusters(data, classes, times);
    const there = Array.from({ length: classes }, (_, k) => k).filter((k) => sizes[k] > 0);
    if (there.length < 2) return NaN;
    const worst = there.map((i) =>
      Math.max(
        ...there.filter((j) => j !== i).map((j) =>
          (spreads[i] + spreads[j]) /
          distance(centres, i * data.dimensions, centres, j * data.dimensions, data)
        ),
      )
    );
    return worst.reduce((sum, value) => sum + value, 0) / there.length;
  };
}

interface Clusters {
  /** `[classes, dimensions]`. */
  readonly centres: Float64Array;
  /** Mean distance to the centre. */
  readonly spreads: Float64Array;
  /** Points, as often as they count. */
  readonly sizes: Float64Array;
}

function clusters(data: Labelled, classes: number, times?: ArrayLike<number>): Clusters {
  const { values, dimensions, labels, images } = data, count = countOf(data);
  const centres = new Float64Array(classes * dimensions);
  const spreads = new Float64Array(classes), sizes = new Float64Array(classes);
  const weight = (i: number) => times?.[images[i]] ?? 1;
  for (let i = 0; i < count; i++) {
    const own = weight(i), k = labels[i];
    if (own === 0) continue;
    sizes[k] += own;
    for (let c = 0; c < dimensions; c++) centres[k * dimensions + c] += own * values[i * dimensions + c];
  }
  centres.forEach((sum, at) => centres[at] = sum / sizes[Math.floor(at / dimensions)]);
  for (let i = 0; i < count; i++) {
    const own = weight(i), k = labels[i];
    if (own === 0) continue;
    spreads[k] += own / sizes[k] * distance(values, i * dimensions, centres, k * dimensions, data);
  }
  return { centres, spreads, sizes };
}

function distance(
  a: Float32Array | Float64Array,
  from: number,
  b: Float64Array,
  to: number,
  { dimensions }: Pick<Labelled, "dimensions">,
): number {
  let square = 0;
  for (let c = 0; c < dimensions; c++) square += (a[from + c] - b[to + c]) ** 2;
  return Math.sqrt(square);
}
