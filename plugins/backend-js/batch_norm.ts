import { tf } from "@dragsaw/core/tensor";
import type { Kernels, Tensor, Tensor4D } from "@dragsaw/core/tensor";

type BatchNorm = Pick<Kernels, "batchNorm" | "batchNormGradient">;

const values = (tensor: Tensor) => tensor.dataSync() as Float32Array;

/** Sums over all but the channels of what `term` gives for each value, in float64. */
function sums(size: number, channels: number, term: (i: number, channel: number) => number): Float64Array {
  const total = new Float64Array(channels);
  for (let i = 0; i < size; i += channels) for (let c = 0; c < channels; c++) total[c] += term(i + c, c);
  return total;
}

/** What `value` gives for each place and channel, shaped as `like`. */
function map(like: Tensor4D, value: (i: number, channel: number) => number): Tensor4D {
  const channels = like.shape[3], result = new Float32Array(like.size);
  for (let i = 0; i < result.length; i += channels) {
    for (let c = 0; c < channels; c++) result[i + c] = value(i + c, c);
  }
  return tf.tensor4d(result, like.shape);
}

/** y = gamma (x - mean) / sqrt(var + eps) + beta and its gradients as loops, with sums in float64. */
export const batchNormKernels: BatchNorm = {
  batchNorm(x, gamma, beta, epsilon) {
    const channels = x.shape[3], count = x.size / channels, [X, G, B] = [x, gamma, beta].map(values);
    const mean = sums(x.size, channels, (i) => X[i]).map((sum) => sum / count);
    const squares = sums(x.size, channels, (i, c) => (X[i] - mean[c]) ** 2);
    const inverse = squares.map((sum) => 1 / Math.sqrt(sum / count + epsilon));
    const vector = (values: Float64Array) => tf.tensor1d(Float32Array.from(values));
    return {
      y: map(x, (i, c) => (X[i] - mean[c]) * inverse[c] * G[c] + B[c]),
      mean: vector(mean),
      variance: vector(squares.map((sum) => sum / (count - 1))),
      reserved: [vector(mean), vector(inverse)],
    };
  },
  batchNormGradient(dy, x, gamma, [mean, inverse]) {
    const channels = x.shape[3], count = x.size / channels;
    const [DY, X, G, M, I] = [dy, x, gamma, mean, inverse].map(values);
    const total = sums(x.size, channels, (i) => DY[i]);
    const product = sums(x.size, channels, (i, c) => DY[i] * (X[i] - M[c]) * I[c]);
    const dx = map(x, (i, c) => {
      return G[c] * I[c] * (DY[i] - (total[c] + (X[i] - M[c]) * I[c] * product[c]) / count);
    });
    return [dx, tf.tensor1d(Float32Array.from(product)), tf.tensor1d(Float32Array.from(total))];
  },
};
