import { type Kernels, type Tensor, tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import type { NodeBackend } from "../node_backend.ts";
import { batchNormKernels } from "./batch_norm.ts";

/** A sample as a batch of one: [1,H,W,C], the depth of a volume among its rows. Parts of a tensor along its first axis share its memory. */
function samples(x: Tensor): Tensor4D[] {
  const [batch] = x.shape, [width, channels] = x.shape.slice(-2);
  return tf.split(x.reshape([batch, -1, width, channels]) as Tensor4D, batch);
}

/** y = gamma (x - mean) / sqrt(var + epsilon) + beta for each sample: batch normalisation of batches of one. */
export function instanceNormKernels(
  backend: NodeBackend,
): Pick<Kernels, "instanceNorm" | "instanceNormGradient"> {
  const { batchNorm, batchNormGradient } = batchNormKernels(backend);
  return {
    instanceNorm: (x, gamma, beta, epsilon) =>
      tf.tidy(() => {
        const parts = samples(x).map((sample) => batchNorm(sample, gamma, beta, epsilon));
        const y = tf.concat(parts.map(({ y }) => y)).reshape(x.shape);
        return { y, reserved: parts.flatMap(({ reserved }) => reserved) };
      }),
    instanceNormGradient: (dy, x, gamma, reserved, epsilon) =>
      tf.tidy((): [Tensor, Tensor, Tensor] => {
        const xs = samples(x), each = reserved.length / xs.length;
        const parts = samples(dy).map((dy, i) =>
          batchNormGradient(dy, xs[i], gamma, reserved.slice(i * each, (i + 1) * each), epsilon)
        );
        const dx = tf.concat(parts.map(([dx]) => dx)).reshape(x.shape);
        return [dx, tf.addN(parts.map(([, dgamma]) => dgamma)), tf.addN(parts.map(([, , dbeta]) => dbeta))];
      }),
  };
}
