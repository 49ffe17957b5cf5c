import { kernels } from "../select.ts";
import type { Tensor } from "../tf.ts";
import { tf } from "../tf.ts";
import { differentiable } from "./differentiable.ts";

/**
 * y[..., c] = x[..., c] + bias[c].
 *
 * @param x [..., C].
 * @param bias [C].
 * @throws {RangeError} when the channels differ.
 */
export function addBias<T extends Tensor>(x: T, bias: Tensor): T {
  const channels = x.shape[x.rank - 1];
  if (bias.rank !== 1 || bias.size !== channels) {
    throw new RangeError(`Cannot add a bias: x has ${channels} channels, the bias [${bias.shape}]`);
  }
  return differentiable({ x, bias }, (): T => tf.add(x, bias), (dy) => ({
    x: () => dy,
    bias: () => tf.tidy(() => channelSums(dy)),
  }));
}

/** Sum over all axes but the last: [C]. */
function channelSums(x: Tensor): Tensor {
  const rows = x.reshape([-1, x.shape[x.rank - 1]]);
  return kernels().columnSums?.(rows) ?? tf.sum(rows, 0);
}
