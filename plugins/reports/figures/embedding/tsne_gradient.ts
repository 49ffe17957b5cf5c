/** What a step of t-SNE works with, made once. */
export interface TsneGradient {
  /** Gradient of the divergence at `points`, `[count, 2]`, with the attraction `exaggeration` times as strong. */
  at(points: Float64Array, exaggeration: number): Float64Array;
}

/**
 * The gradient of t-SNE, exact: 4 sum over j of (p_ij - q_ij) (y_i - y_j) / (1 + |y_i - y_j|^2) (van der Maaten and Hinton
 * 2008, equation 5).
 *
 * @param joint Probabilities of pairs, `[count, count]`, symmetric.
 */
export function tsneGradient(joint: Float64Array, count: number): TsneGradient {
  const closeness = new Float64Array(count * (count - 1) / 2), gradient = new Float64Array(2 * count);
  return {
    at(points, exaggeration) {
      const sum = fillCloseness(closeness, points, count);
      gradient.fill(0);
      for (let i = 0, pair = 0; i < count; i++) {
        for (let j = i + 1; j < count; j++, pair++) {
          const near = closeness[pair];
          const force = 4 * (exaggeration * joint[i * count + j] - near / sum) * near;
          const x = force * (points[2 * i] - points[2 * j]);
          const y = force * (points[2 * i + 1] - points[2 * j + 1]);
          gradient[2 * i] += x;
          gradient[2 * i + 1] += y;
          gradient[2 * j] -= x;
          gradient[2 * j + 1] -= y;
        }
      }
      return gradient;
    },
  };
}

/** What t-SNE makes small: the Kullback-Leibler divergence of the places' probabilities from `joint`, in nats. */
export function tsneDivergence(joint: Float64Array, points: Float64Array, count: number): number {
  const closeness = new Float64Array(count * (count - 1) / 2);
  const sum = fillCloseness(closeness, points, count);
  let divergence = 0;
  for (let i = 0, pair = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++, pair++) {
      const p = joint[i * count + j];
      if (p > 0) divergence += 2 * p * Math.log(p * sum / closeness[pair]);
    }
  }
  return divergence;
}

/** 1 / (1 + squared distance) of all pairs. @returns Their sum, each pair both ways. */
function fillCloseness(closeness: Float64Array, points: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0, pair = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++, pair++) {
      const x = points[2 * i] - points[2 * j], y = points[2 * i + 1] - points[2 * j + 1];
      sum += closeness[pair] = 1 / (1 + x * x + y * y);
    }
  }
  return 2 * sum;
}
