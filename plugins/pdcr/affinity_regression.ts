import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";

/**
 * Form `regression`: sum over images, sizes and pairs of (c_ij - a_ij)^2, c the cosine and a = 1 - d the affinity.
 *
 * The paper's form has no cosine that suits an affinity: it pulls and pushes a pair at once, and where all d are small the
 * push is the same for all. Here each pair has its own goal, and all goals can be met together, by features that are not
 * negative (after ReLU) too: f_phi(t) = ([t < phi], [t < 1 - phi]) for t in [0, 1) has length 1 and
 * <f_phi, f_psi> = min(phi, psi) + min(1 - phi, 1 - psi) = 1 - |phi - psi|.
 *
 * @param c `[B, N1, N2]`. @param a `[B, S, N1, N2]`. @param weights Of pairs, `[B, 1, N1, N2]`.
 */
export function affinityRegression(c: Tensor, a: Tensor, weights?: Tensor): Tensor {
  return tf.tidy(() => {
    const squares = tf.square(tf.sub(tf.expandDims(c, 1), a));
    return tf.sum(weights ? tf.mul(squares, weights) : squares);
  });
}
