import { tf } from "@dragsaw/core/tensor";

/** A product of two matrices that was computed and checked. */
export interface Proof {
  readonly backend: string;
  /** Rows and columns of both matrices. */
  readonly size: number;
  /** Milliseconds of the first run and of the fastest. */
  readonly first: number;
  readonly best: number;
  /** Thousand million multiplications and additions in a second, of the fastest run. */
  readonly gflops: number;
}

/**
 * Multiplies a matrix of ones by one of twos on the active backend, so that every entry must be 2 x size.
 *
 * @throws {Error} when an entry is not.
 */
export async function prove(size: number, runs = 5): Promise<Proof> {
  const [a, b] = [tf.ones<tf.Rank.R2>([size, size]), tf.fill<tf.Rank.R2>([size, size], 2)];
  const times: number[] = [];
  try {
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      const product = tf.matMul(a, b);
      const values = await product.data();
      times.push(performance.now() - start);
      product.dispose();
      const wrong = values.findIndex((value) => value !== 2 * size);
      if (wrong >= 0) {
        throw new Error(`Matrix product is wrong at entry ${wrong}: ${values[wrong]}, want ${2 * size}`);
      }
    }
  } finally {
    tf.dispose([a, b]);
  }
  const best = Math.min(...times);
  return { backend: tf.getBackend(), size, first: times[0], best, gflops: 2 * size ** 3 / best / 1e6 };
}
