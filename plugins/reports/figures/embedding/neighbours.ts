/** Halvings of the bracket of a row's precision. */
const HALVINGS = 64;

/**
 * How likely each point takes each other for its neighbour: Gaussian around it, as wide as gives every row `perplexity`, the
 * exponential of its entropy (van der Maaten and Hinton 2008, equation 1).
 *
 * @param squares Squared distances `[count, count]`.
 * @returns `[count, count]`: rows add up to 1, the diagonal is 0.
 * @throws {RangeError} unless the perplexity lies in 1 to below count - 1, the most that a row can have.
 */
export function neighbourProbabilities(
  squares: Float64Array,
  count: number,
  perplexity: number,
): Float64Array {
  if (!(perplexity >= 1 && perplexity < count - 1)) {
    throw new RangeError(
      `Cannot embed ${count} points: expected a perplexity from 1 to below ${count - 1}, found ${perplexity}`,
    );
  }
  const probabilities = new Float64Array(count * count), wanted = Math.log(perplexity);
  for (let i = 0; i < count; i++) {
    const row = probabilities.subarray(i * count, (i + 1) * count);
    const distances = squares.subarray(i * count, (i + 1) * count);
    let low = 0, high = Infinity, precision = 1;
    for (let k = 0; k < HALVINGS; k++) {
      const entropy = fillRow(row, distances, i, precision);
      if (Math.abs(entropy - wanted) < 1e-7) break;
      if (entropy > wanted) low = precision;
      else high = precision;
      precision = high === Infinity ? precision * 2 : (low + high) / 2;
    }
  }
  return probabilities;
}

/** Writes the probabilities of one row. @returns Their entropy. */
function fillRow(row: Float64Array, squares: Float64Array, self: number, precision: number): number {
  let nearest = Infinity, sum = 0, weighted = 0;
  for (let j = 0; j < row.length; j++) if (j !== self && squares[j] < nearest) nearest = squares[j];
  for (let j = 0; j < row.length; j++) {
    // From the nearest on, so that the sum is at least 1
    const further = squares[j] - nearest;
    row[j] = j === self ? 0 : Math.exp(-precision * further);
    sum += row[j];
    if (row[j] > 0) weighted += row[j] * further;
  }
  for (let j = 0; j < row.length; j++) row[j] /= sum;
  return Math.log(sum) + precision * weighted / sum;
}

/** (p(j|i) + p(i|j)) / 2 count: adds up to 1 over all pairs. */
export function jointProbabilities(probabilities: Float64Array, count: number): Float64Array {
  const joint = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      joint[i * count + j] = (probabilities[i * count + j] + probabilities[j * count + i]) / (2 * count);
    }
  }
  return joint;
}
