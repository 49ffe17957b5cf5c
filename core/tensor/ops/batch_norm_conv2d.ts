import type { ConvGeometry } from "../backend.ts";
import { currentBackend, kernels } from "../select.ts";
import type { Tensor, Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { after } from "./after.ts";
import { batchNorm, isOdd, normalize, type Normalized, normKernel, scaled } from "./batch_norm.ts";
import { conv2d, convKernel } from "./conv2d.ts";
import { differentiable } from "./differentiable.ts";

/** What {@linkcode batchNormConv2d} normalises by. */
export interface BatchNormWeights {
  /** Scale [C]. */
  readonly gamma: Tensor;
  /** Shift [C]. */
  readonly beta: Tensor;
  /** Added to the variance. */
  readonly epsilon: number;
}

/**
 * z = conv2d(batchNorm(x), w). In a compiled step the normalised map between is not kept for the gradient: it is as large as
 * `x`, which is kept anyway, and made from it in one pass (Rota Bulò et al. 2018, "In-place activated BatchNorm", arXiv
 * 1712.02616, have the idea).
 *
 * @param x [B,H,W,Ci]. @param w [kh,kw,Ci,Co].
 * @returns z as `y`, and the statistics that {@linkcode batchNorm} gives.
 * @throws {RangeError} as the two do.
 */
export function batchNormConv2d(
  x: Tensor4D,
  { gamma, beta, epsilon }: BatchNormWeights,
  w: Tensor4D,
  geometry: ConvGeometry,
): Normalized {
  const conv = convKernel();
  if (!kernels().after || !conv) {
    const { y, ...statistics } = batchNorm(x, gamma, beta, epsilon);
    return { y: conv2d(y, w, geometry), ...statistics };
  }
  const norm = normKernel(x);
  const [y, mean, variance] = differentiable({ x, gamma, beta, w }, (save): Tensor[] => {
    const { y, mean, variance, reserved } = norm.batchNorm(x, gamma, beta, epsilon);
    save([x, gamma, beta, w, mean, variance, ...reserved]);
    return [conv.conv2d(y, w, geometry), mean, variance];
  }, ([dz], [x, gamma, beta, w, mean, variance, ...reserved]) => {
    const dy = conv.conv2dInputGradient(
      x.shape as Tensor4D["shape"],
      w as Tensor4D,
      dz as Tensor4D,
      geometry,
    );
    const [dx, dgamma, dbeta] = tf.tidy(() =>
      norm.batchNormGradient(dy, x as Tensor4D, gamma, reserved, epsilon)
    );
    dy.dispose();
    const again = () => normalized(after([x], dz)[0] as Tensor4D, mean, variance, { gamma, beta, epsilon });
    return {
      x: () => dx,
      gamma: () => dgamma,
      beta: () => dbeta,
      w: () =>
        tf.tidy(() =>
          conv.conv2dWeightGradient(again(), w.shape as Tensor4D["shape"], dz as Tensor4D, geometry)
        ),
    };
  });
  return { y: y as Tensor4D, mean, variance };
}

/** What batch normalization made of `x`, from the statistics that it found: the variance is the unbiased one. */
function normalized(
  x: Tensor4D,
  mean: Tensor,
  unbiased: Tensor,
  { gamma, beta, epsilon }: BatchNormWeights,
): Tensor4D {
  const count = x.size / x.shape[3], fuse = currentBackend()?.fuse;
  const variance = tf.mul(unbiased, (count - 1) / count);
  if (!fuse || !isOdd(x)) return normalize(x, mean, variance, gamma, beta, epsilon);
  const { y } = fuse(`batch norm again ${epsilon}`, ({ x, mean, variance, gamma, beta }) => ({
    y: scaled(x as Tensor4D, mean, tf.rsqrt(tf.add(variance, epsilon)), gamma, beta),
  }), { x, mean, variance, gamma, beta });
  return y as Tensor4D;
}
