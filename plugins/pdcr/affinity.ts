import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";

/**
 * d_ij = sum over foreground classes of |phi_i - phi_j|, halved where there are several (method.md 1.3): two units differ by at
 * most 2 in all then, so d stays in [0, 1]. Affinity is 1 - d.
 *
 * @param phi1 `[B, S, N1, K]`. @param phi2 `[B, S, N2, K]`.
 * @param halve False for the authors' code, where d reaches 2 and the affinity -1.
 * @returns `[B, S, N1, N2]`.
 */
export function divergence(phi1: Tensor, phi2: Tensor, halve = true): Tensor {
  return tf.tidy(() => {
    const classes = phi1.shape[3];
    const apart = tf.abs(tf.sub(tf.expandDims(phi1, 3), tf.expandDims(phi2, 2)));
    if (classes === 1) return tf.squeeze(apart, [4]);
    const sum = tf.sum(apart, 4);
    return halve ? tf.mul(sum, 0.5) : sum;
  });
}
