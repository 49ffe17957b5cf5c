import { kernels } from "../select.ts";
import type { Tensor } from "../tf.ts";
import { tf } from "../tf.ts";
import { philox } from "./philox.ts";

/** {@linkcode uniform} from tfjs ops alone: the bits of TensorFlow's StatelessRandomUniform, some hundred times slower. */
export function portableUniform(shape: readonly number[], key: Tensor): Tensor {
  return tf.tidy(() => {
    const size = shape.reduce((a, b) => a * b, 1);
    if (size === 0) return tf.zeros([...shape]);
    const groups = Math.ceil(size / 4);
    const seeds = tf.split(key, 2);
    const signs = seeds.map((seed) => tf.neg(tf.cast(tf.less(seed, tf.scalar(0, "int32")), "int32")));
    const word = (value: number) => tf.tensor1d([value], "int32");
    // TensorFlow mixes the seeds first, so that near keys give unlike streams.
    const mixed = philox([seeds[0], signs[0], seeds[1], signs[1]], [word(0x3ec8f720), word(0x02461e29)]);
    const counter = tf.range(0, groups, 1, "int32");
    const words = philox([counter, word(0), mixed[2], mixed[3]], [mixed[0], mixed[1]]);
    const bits = tf.stack(words, 1).reshape([groups * 4]).slice(0, size);
    const mantissa = tf.bitwiseAnd(bits, tf.fill([size], 0x7fffff, "int32"));
    return tf.mul(tf.cast(mantissa, "float32"), 2 ** -23).reshape([...shape]);
  });
}

/**
 * u ~ U[0, 1), 23 bits, from `key` and the position alone: the same key gives the same numbers on every backend.
 *
 * @param shape Of the result.
 * @param key int32 [2]; see `key()` in `@dragsaw/core/data`.
 * @throws {TypeError} when the key is not int32 [2].
 */
export function uniform(shape: number[], key: Tensor): Tensor {
  if (key.dtype !== "int32" || key.size !== 2) {
    throw new TypeError(`Cannot draw numbers: got a ${key.dtype} key [${key.shape}], want int32 [2]`);
  }
  return kernels().statelessUniform?.(shape, key) ?? portableUniform(shape, key);
}
