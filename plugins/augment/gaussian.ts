/** What lies beyond the border: zeros, or the picture mirrored at its edge. */
export type Border = "zero" | "mirror";

/**
 * Smooths with a Gaussian, in place: along x, then along y. Weights reach three deviations far and sum to 1.
 *
 * @param data `[height, width, channels]`. @param sigma Deviation in pixels, above 0.
 */
export function smooth(
  data: Float32Array,
  [height, width]: readonly [number, number],
  channels: number,
  sigma: number,
  border: Border,
): void {
  const weights = gaussianWeights(sigma), row = width * channels;
  for (let y = 0; y < height; y++) {
    smoothLine(data.subarray(y * row, (y + 1) * row), width, weights, border);
  }
  smoothLine(data, height, weights, border);
}

/** Weights of a Gaussian at 0, 1, 2 ... pixels from its middle; with their mirror images they sum to 1. */
export function gaussianWeights(sigma: number): Float64Array {
  const weights = Float64Array.from(
    { length: Math.ceil(3 * sigma) + 1 },
    (_, i) => Math.exp(-0.5 * (i / sigma) ** 2),
  );
  const sum = 2 * weights.reduce((sum, weight) => sum + weight) - weights[0];
  return weights.map((weight) => weight / sum);
}

/** Smooths a line of `count` items, each a run of values. */
function smoothLine(line: Float32Array, count: number, weights: Float64Array, border: Border): void {
  const reach = weights.length - 1, length = line.length / count;
  const padded = new Float32Array((count + 2 * reach) * length);
  padded.set(line, reach * length);
  for (let i = 1; border === "mirror" && i <= reach; i++) {
    for (const [from, to] of [[mirrored(-i, count), -i], [mirrored(count - 1 + i, count), count - 1 + i]]) {
      padded.set(line.subarray(from * length, (from + 1) * length), (to + reach) * length);
    }
  }
  for (let i = 0, middle = reach * length; i < line.length; i++, middle++) {
    let sum = weights[0] * padded[middle];
    for (let k = 1, away = length; k <= reach; k++, away += length) {
      sum += weights[k] * (padded[middle - away] + padded[middle + away]);
    }
    line[i] = sum;
  }
}

/** Index of what a picture of `count` pixels shows at `i`, mirrored at its edges: -1 is 0, -2 is 1. */
function mirrored(i: number, count: number): number {
  const k = ((i % (2 * count)) + 2 * count) % (2 * count);
  return k < count ? k : 2 * count - 1 - k;
}
