import type { Parameters } from "@dragsaw/core/model";
import { batchNorm, batchNormRelu, relu, tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D, Variable } from "@dragsaw/core/tensor";

/** A layer of a head: y = W x + b, or batch normalization of W x. */
export interface MlpLayer {
  /** Numbers out. */
  readonly to: number;
  /** Batch normalization in the place of the bias; false unless given. */
  readonly norm?: boolean;
  /** ReLU at the end; false unless given. */
  readonly relu?: boolean;
}

/** A head: `[B, from]` to `[B, to of the last layer]`. */
export interface Mlp {
  (x: Tensor): Tensor;
}

/** Fully connected layers. They run in training only, so batch normalization keeps no running averages. */
export function createMlp(parameters: Parameters, from: number, layers: readonly MlpLayer[]): Mlp {
  const made = layers.map((layer, i) => {
    const made = createLayer(parameters.scope(i), from, layer);
    from = layer.to;
    return made;
  });
  return (x) => tf.tidy(() => made.reduce((y, layer) => layer(y), x));
}

function createLayer(parameters: Parameters, from: number, { to, norm, relu: clips }: MlpLayer): Mlp {
  const weight = parameters.weight("weight", [from, to], { kind: "he", fan: from });
  const product = (x: Tensor): Tensor => tf.matMul(x, weight);
  if (norm) {
    const gamma = parameters.weight("gamma", [to], { kind: "ones" });
    const beta = parameters.weight("beta", [to], { kind: "zeros" });
    return (x) => normalized(product(x), gamma, beta, clips ?? false);
  }
  const bias = parameters.weight("bias", [to], { kind: "zeros" });
  return (x) => {
    const y: Tensor = tf.add(product(x), bias);
    return (clips ? relu(y) : y);
  };
}

/** Batch statistics over the images. @throws {RangeError} when there is one. */
function normalized(x: Tensor, gamma: Variable, beta: Variable, clips: boolean): Tensor {
  const [batch, channels] = x.shape;
  const map = x.reshape([batch, 1, 1, channels]) as Tensor4D;
  return (clips ? batchNormRelu : batchNorm)(map, gamma, beta, 1e-5).y.reshape([batch, channels]);
}
