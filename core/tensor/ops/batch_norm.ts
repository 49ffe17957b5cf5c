import type { Fuse, Kernels } from "../backend.ts";
import { currentBackend, kernels } from "../select.ts";
import type { Tensor, Tensor1D, Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { differentiable } from "./differentiable.ts";
import { relu } from "./relu.ts";

/** What {@linkcode batchNorm} gives. */
export interface Normalized {
  /** Same shape as the input. */
  readonly y: Tensor4D;
  /** Batch mean [C]; takes no gradient. */
  readonly mean: Tensor;
  /** Unbiased batch variance [C], for running averages; takes no gradient. */
  readonly variance: Tensor;
}

type Fused = Pick<Kernels, "batchNorm" | "batchNormGradient">;

function isFused(offered: Partial<Kernels>): offered is Fused {
  return Boolean(offered.batchNorm && offered.batchNormGradient);
}

/** [P,C]: a row for each unit. */
const rows = (x: Tensor): Tensor => x.reshape([-1, x.shape[x.rank - 1]]);

/** gamma inverse (x - mean) + beta. */
export function scaled(x: Tensor4D, mean: Tensor, inverse: Tensor, gamma: Tensor, beta: Tensor): Tensor4D {
  return tf.add(tf.mul(tf.sub(rows(x), mean), tf.mul(inverse, gamma)), beta).reshape(x.shape) as Tensor4D;
}

/** The composition: x^ = (x - mean) / sqrt(var + eps); dx = gamma / sqrt(var + eps) (dy - mean(dy) - x^ mean(dy x^)). */
const composed: Fused = {
  batchNorm(x, gamma, beta, epsilon) {
    const flat = rows(x), [count] = flat.shape;
    const mean = tf.mean(flat, 0);
    const variance = tf.mean(tf.square(tf.sub(flat, mean)), 0);
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const y = scaled(x, mean, inverse, gamma, beta);
    return { y, mean, variance: tf.mul(variance, count / (count - 1)), reserved: [mean, inverse] };
  },
  batchNormGradient(dy, x, gamma, [mean, inverse]) {
    const flat = rows(dy), [count] = flat.shape;
    const hat = tf.mul(tf.sub(rows(x), mean), inverse);
    const dbeta = tf.sum(flat, 0);
    const dgamma = tf.sum(tf.mul(flat, hat), 0);
    const along = tf.add(tf.mul(hat, tf.div(dgamma, count)), tf.div(dbeta, count));
    const dx = tf.mul(tf.sub(flat, along), tf.mul(gamma, inverse)).reshape(x.shape) as Tensor4D;
    return [dx, dgamma, dbeta];
  },
};

/** The composition as two kernels, ReLU within them. */
function compiled(fuse: Fuse, clips: boolean): Fused {
  const name = clips ? "batch norm relu" : "batch norm";
  return {
    batchNorm(x, gamma, beta, epsilon) {
      const { y, mean, variance, inverse } = fuse(`${name} ${epsilon}`, ({ x, gamma, beta }) => {
        const { y, mean, variance, reserved } = composed.batchNorm(x as Tensor4D, gamma, beta, epsilon);
        return { y: clips ? tf.relu(y) : y, mean, variance, inverse: reserved[1] };
      }, { x, gamma, beta });
      return { y: y as Tensor4D, mean, variance, reserved: [mean, inverse, beta] };
    },
    batchNormGradient(dy, x, gamma, [mean, inverse, beta], epsilon) {
      const { dx, dgamma, dbeta } = fuse(`${name} gradient`, ({ dy, x, gamma, mean, inverse, beta }) => {
        const dz = clips ? tf.mul(dy, passes(x, gamma, beta, mean, inverse)) : dy;
        const [dx, dgamma, dbeta] = composed.batchNormGradient(
          dz as Tensor4D,
          x as Tensor4D,
          gamma,
          [mean, inverse],
          epsilon,
        );
        return { dx, dgamma, dbeta };
      }, { dy, x, gamma, mean, inverse, beta });
      return [dx as Tensor4D, dgamma, dbeta];
    },
  };
}

/** 1 where {@linkcode composed} gives more than 0, computed as it does. */
function passes(x: Tensor, gamma: Tensor, beta: Tensor, mean: Tensor, inverse: Tensor): Tensor {
  return tf.cast(tf.greater(scaled(x as Tensor4D, mean, inverse, gamma, beta), 0), "float32");
}

/** A backend's batch norm with ReLU, if it has one: the gradient passes where the result is above 0. */
function clipping({ batchNormRelu, batchNormGradient, reluGradient }: Partial<Kernels>): Fused | undefined {
  if (!batchNormRelu || !batchNormGradient || !reluGradient) return undefined;
  return {
    batchNorm(x, gamma, beta, epsilon) {
      const results = batchNormRelu(x, gamma, beta, epsilon);
      return { ...results, reserved: [...results.reserved, results.y] };
    },
    batchNormGradient: (dy, x, gamma, reserved, epsilon) => {
      const dz = reluGradient(dy, reserved[reserved.length - 1]) as Tensor4D;
      return batchNormGradient(dz, x, gamma, reserved.slice(0, -1), epsilon);
    },
  };
}

/** {@linkcode batchNorm} by the given kernels; without them from tfjs ops alone. */
export function batchNormBy(
  kernel: Fused | undefined,
  x: Tensor4D,
  gamma: Tensor,
  beta: Tensor,
  epsilon: number,
): Normalized {
  const { batchNorm, batchNormGradient } = kernel ?? composed;
  const [y, mean, variance] = differentiable({ x, gamma, beta }, (save): Tensor[] => {
    const { y, mean, variance, reserved } = batchNorm(x, gamma, beta, epsilon);
    save([x, gamma, ...reserved]);
    return [y, mean, variance];
  }, ([dy], [x, gamma, ...reserved]) => {
    const [dx, dgamma, dbeta] = tf.tidy(() =>
      batchNormGradient(dy as Tensor4D, x as Tensor4D, gamma, reserved, epsilon)
    );
    return { x: () => dx, gamma: () => dgamma, beta: () => dbeta };
  });
  return { y: y as Tensor4D, mean, variance };
}

/**
 * y = gamma (x - mean) / sqrt(var + epsilon) + beta with mean and (biased) variance over batch, rows and columns.
 *
 * @param x [B,H,W,C] with at least two values for each channel.
 * @param gamma Scale [C].
 * @param beta Shift [C].
 * @param epsilon Added to the variance.
 * @throws {RangeError} when a channel has one value: it has no variance.
 */
export function batchNorm(x: Tensor4D, gamma: Tensor, beta: Tensor, epsilon: number): Normalized {
  return batchNormBy(normKernel(x), x, gamma, beta, epsilon);
}

/** What normalises `x` fastest. @throws {RangeError} as {@linkcode batchNorm}. */
export function normKernel(x: Tensor4D): Fused {
  refuseSingle(x);
  const offered = kernels(), fuse = currentBackend()?.fuse;
  if (fuse && isOdd(x)) return compiled(fuse, false);
  return isFused(offered) ? offered : composed;
}

/**
 * y = max(gamma (x - mean) / sqrt(var + epsilon) + beta, 0): {@linkcode batchNorm} and ReLU in one pass where the backend
 * can. Then a NaN in x may become 0 in y, but stays NaN in the mean and the variance.
 *
 * @param x, gamma, beta, epsilon As {@linkcode batchNorm} takes them.
 * @throws {RangeError} when a channel has one value: it has no variance.
 */
export function batchNormRelu(x: Tensor4D, gamma: Tensor, beta: Tensor, epsilon: number): Normalized {
  refuseSingle(x);
  const fuse = currentBackend()?.fuse;
  const kernel = fuse && isOdd(x) ? compiled(fuse, true) : clipping(kernels());
  if (kernel) return batchNormBy(kernel, x, gamma, beta, epsilon);
  const normalized = batchNorm(x, gamma, beta, epsilon);
  return { ...normalized, y: relu(normalized.y) };
}

/** Whether ready-made kernels are slow with so many channels: oneDNN wants a multiple of 16. */
export const isOdd = (x: Tensor4D): boolean => x.shape[3] % 16 !== 0;

function refuseSingle(x: Tensor4D): void {
  if (x.size > x.shape[3]) return;
  throw new RangeError(
    `Cannot take batch statistics of x [${x.shape}]: got one value for each channel, want a larger batch or map`,
  );
}

/**
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta: normalisation by kept statistics (inference, or frozen in
 * training). Mean and variance take no gradient.
 *
 * @param x [B,H,W,C]; the others [C].
 * @param epsilon Added to the variance.
 */
export function normalize(
  x: Tensor4D,
  mean: Tensor,
  variance: Tensor,
  gamma: Tensor,
  beta: Tensor,
  epsilon: number,
): Tensor4D {
  const inverse = (variance: Tensor) => tf.rsqrt(tf.add(variance, epsilon));
  return differentiable({ x, gamma, beta }, (save): Tensor4D => {
    save([x, mean, variance, gamma]);
    // One pass where the backend has it; its gradient by tfjs would be some twelve.
    return kernels().normalize?.(x, { mean, variance, gamma, beta }, epsilon) ??
      tf.batchNorm(x, ...[mean, variance, beta, gamma] as [Tensor1D, Tensor1D, Tensor1D, Tensor1D], epsilon);
  }, (dy, [x, mean, variance, gamma]) => ({
    x: () => tf.mul(dy, tf.mul(gamma, inverse(variance))),
    gamma: () => {
      const product = tf.sum(tf.mul(dy, x), [0, 1, 2]), total = tf.sum(dy, [0, 1, 2]);
      return tf.mul(tf.sub(product, tf.mul(total, mean)), inverse(variance));
    },
    beta: () => tf.sum(dy, [0, 1, 2]),
  }));
}
