import { kernels } from "../select.ts";
import type { Tensor } from "../tf.ts";
import { tf } from "../tf.ts";
import { differentiable } from "./differentiable.ts";

/**
 * y = max(x, 0); dx = dy where y > 0, else 0 (at 0 too, as in PyTorch).
 *
 * @param x Any shape.
 */
export function relu<T extends Tensor>(x: T): T {
  const { reluGradient } = kernels();
  return differentiable({ x }, (save): T => {
    const y = tf.relu(x);
    save([y]);
    return y;
  }, (dy, [y]) => ({
    // tfjs builds this gradient out of step, isNaN and select: three passes more.
    x: () => reluGradient ? reluGradient(dy, y) : tf.mul(dy, tf.cast(tf.greater(y, 0), "float32")),
  }));
}

/**
 * y = min(max(x, 0), 6) (Sandler et al. 2018, arXiv 1801.04381); dx = dy where 0 < y < 6, else 0 (at 0 and 6 too, as in
 * PyTorch).
 *
 * @param x Any shape.
 */
export function relu6<T extends Tensor>(x: T): T {
  const { relu6Gradient } = kernels();
  return differentiable({ x }, (save): T => {
    const y = tf.relu6(x);
    save([y]);
    return y;
  }, (dy, [y]) => ({
    x: () => {
      if (relu6Gradient) return relu6Gradient(dy, y);
      return tf.tidy(() => tf.mul(dy, tf.cast(tf.logicalAnd(tf.greater(y, 0), tf.less(y, 6)), "float32")));
    },
  }));
}

/**
 * y = x where x > 0, else slope x; dx = dy where x > 0, else slope dy (at 0 too, as in PyTorch).
 *
 * @param x Any shape.
 * @param slope Factor of negative values, at least 0 and below 1.
 * @throws {RangeError} when the slope is outside that.
 */
export function leakyRelu<T extends Tensor>(x: T, slope: number): T {
  if (!(slope >= 0 && slope < 1)) {
    throw new RangeError(`Cannot apply leaky ReLU: got slope ${slope}, want at least 0 and below 1`);
  }
  if (slope === 0) return relu(x);
  const { leakyReluGradient } = kernels();
  return differentiable({ x }, (save): T => {
    const y = tf.leakyRelu(x, slope);
    save([y]);
    return y;
  }, (dy, [y]) => ({
    // The output has the sign of the input, and lives on as the next layer's input: the input need not.
    x: () => {
      if (leakyReluGradient) return leakyReluGradient(dy, y, slope);
      return tf.tidy(() => tf.mul(dy, tf.where(tf.greater(y, 0), tf.onesLike(y), tf.fill(y.shape, slope))));
    },
  }));
}
