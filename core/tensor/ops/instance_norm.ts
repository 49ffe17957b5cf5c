import type { Kernels } from "../backend.ts";
import { kernels } from "../select.ts";
import type { Tensor, Tensor4D, Tensor5D } from "../tf.ts";
import { tf } from "../tf.ts";
import { differentiable } from "./differentiable.ts";

type Fused = Pick<Kernels, "instanceNorm" | "instanceNormGradient">;

function isFused(offered: Partial<Kernels>): offered is Fused {
  return Boolean(offered.instanceNorm && offered.instanceNormGradient);
}

/** [B,...,C] as [B,S,C]. */
function rows(x: Tensor): Tensor {
  const channels = x.shape[x.rank - 1];
  return x.reshape([x.shape[0], x.size / (x.shape[0] * channels), channels]);
}

/** The composition: x^ = (x - mean) / sqrt(var + eps); dx = gamma / sqrt(var + eps) (dy - mean(dy) - x^ mean(dy x^)). */
const composed: Fused = {
  instanceNorm(x, gamma, beta, epsilon) {
    const flat = rows(x);
    const centred = tf.sub(flat, tf.mean(flat, 1, true));
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), epsilon));
    const hat = tf.mul(centred, inverse);
    return { y: tf.add(tf.mul(hat, gamma), beta).reshape(x.shape), reserved: [hat, inverse] };
  },
  instanceNormGradient(dy, x, gamma, [hat, inverse]) {
    const flat = rows(dy), product = tf.mul(flat, hat);
    const along = tf.add(tf.mul(hat, tf.mean(product, 1, true)), tf.mean(flat, 1, true));
    const dx = tf.mul(tf.sub(flat, along), tf.mul(inverse, gamma)).reshape(x.shape);
    return [dx, tf.sum(product, [0, 1]), tf.sum(flat, [0, 1])];
  },
};

/** {@linkcode instanceNorm} by the given kernels; without them from tfjs ops alone. */
export function instanceNormBy<T extends Tensor4D | Tensor5D>(
  kernel: Fused | undefined,
  x: T,
  gamma: Tensor,
  beta: Tensor,
  epsilon: number,
): T {
  const { instanceNorm, instanceNormGradient } = kernel ?? composed;
  return differentiable({ x, gamma, beta }, (save): T => {
    const { y, reserved } = instanceNorm(x, gamma, beta, epsilon);
    save([x, gamma, ...reserved]);
    return y as T;
  }, (dy, [x, gamma, ...reserved]) => {
    const [dx, dgamma, dbeta] = tf.tidy(() => instanceNormGradient(dy, x, gamma, reserved, epsilon));
    return { x: () => dx, gamma: () => dgamma, beta: () => dbeta };
  });
}

/**
 * y = gamma (x - mean) / sqrt(var + epsilon) + beta with mean and (biased) variance over the map or volume of each sample
 * and channel (Ulyanov, Vedaldi and Lempitsky 2016, arXiv 1607.08022); PyTorch's InstanceNorm with `affine`.
 *
 * @param x [B,H,W,C] or [B,D,H,W,C] with at least two values for each channel of a sample.
 * @param gamma Scale [C].
 * @param beta Shift [C].
 * @param epsilon Added to the variance.
 * @throws {RangeError} when a channel of a sample has one value: it has no variance.
 */
export function instanceNorm<T extends Tensor4D | Tensor5D>(
  x: T,
  gamma: Tensor,
  beta: Tensor,
  epsilon: number,
): T {
  if (x.size === x.shape[0] * x.shape[x.rank - 1]) {
    throw new RangeError(
      `Cannot take statistics of each sample of x [${x.shape}]: got one value for each channel, want a larger map`,
    );
  }
  const offered = kernels();
  return instanceNormBy(isFused(offered) ? offered : undefined, x, gamma, beta, epsilon);
}
