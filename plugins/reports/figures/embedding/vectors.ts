/** Vectors of one length, row by row. */
export interface Vectors {
  /** `count * dimensions` numbers. */
  readonly values: Float32Array | Float64Array;
  /** Numbers of each. */
  readonly dimensions: number;
}

/** How many there are. */
export function countOf({ values, dimensions }: Vectors): number {
  return values.length / dimensions;
}

/** The same vectors at length 1, so that their distances are those of their angles; what has no length stays 0. */
export function unitLength({ values, dimensions }: Vectors): Vectors {
  const scaled = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += dimensions) {
    let square = 0;
    for (let c = from; c < from + dimensions; c++) square += values[c] ** 2;
    const factor = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let c = from; c < from + dimensions; c++) scaled[c] = values[c] * factor;
  }
  return { values: scaled, dimensions };
}

/** Squares of the Euclidean distances between all pairs, `[count, count]`. */
export function squaredDistances(vectors: Vectors): Float64Array {
  const { values, dimensions } = vectors, count = countOf(vectors);
  const squares = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      let sum = 0;
      for (let c = 0, a = i * dimensions, b = j * dimensions; c < dimensions; c++) {
        sum += (values[a + c] - values[b + c]) ** 2;
      }
      squares[i * count + j] = squares[j * count + i] = sum;
    }
  }
  return squares;
}
