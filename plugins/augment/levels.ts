/** x' = factor x + shift, and what leaves 0 to 255 is set to the nearer end; in place. */
export function scaleLevels(data: Float32Array, factor: number, shift: number): void {
  for (let i = 0; i < data.length; i++) {
    const value = factor * data[i] + shift;
    data[i] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
}

/** Entries for each level of a {@linkcode applyCurve}: steep curves bend between levels too. */
const FINENESS = 4;

/** Replaces each value by the curve's, from a table and linear between its entries. @param curve Defined on 0 to 255. */
export function applyCurve(data: Float32Array, curve: (level: number) => number): void {
  const table = Float64Array.from(
    { length: 255 * FINENESS + 2 },
    (_, i) => curve(Math.min(255, i / FINENESS)),
  );
  for (let i = 0; i < data.length; i++) {
    const place = data[i] * FINENESS, at = Math.floor(place);
    data[i] = table[at] + (place - at) * (table[at + 1] - table[at]);
  }
}

/** Mean and deviation of all values. */
export function statistics(data: Float32Array): { mean: number; deviation: number } {
  let sum = 0, squares = 0;
  for (let i = 0; i < data.length; i++) {
    sum += data[i];
    squares += data[i] * data[i];
  }
  const mean = sum / data.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / data.length - mean * mean)) };
}
