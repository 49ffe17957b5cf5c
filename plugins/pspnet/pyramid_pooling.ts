import { convBnRelu } from "@dragsaw/core/model";
import type { Parameters, Slot, Stage } from "@dragsaw/core/model";
import { adaptiveAveragePool, resizeBilinear, tf } from "@dragsaw/core/tensor";

/**
 * Pyramid pooling (Zhao et al. 2017, arXiv 1612.01105): means over n x n bins of the map for each n, a 1x1 convolution on them,
 * resized to the map, and all of them beside the features themselves. Slot `pyramid.concat`; the field given there
 * is that of the features, as the bins together see the whole image.
 *
 * @param bins Bins along each axis, for each level of the pyramid.
 */
export function createPyramidPooling(
  parameters: Parameters,
  { input, bins }: { input: Slot; bins: readonly number[] },
): Stage {
  const scope = parameters.scope("pyramid"), from = input.channels;
  const to = Math.max(1, Math.floor(from / bins.length));
  const levels = bins.map((n, i) => ({
    n,
    convolve: convBnRelu(scope, `level${i + 1}`, { from, to, kernel: 1 }),
  }));
  const output: Slot = { channels: from + to * bins.length, field: input.field };
  return {
    slots: { "pyramid.concat": output },
    output,
    forward(x, forward) {
      const all = forward.region(["pyramid.concat"], [x], ([x], forward) =>
        tf.tidy(() => {
          const [, height, width] = x.shape;
          const parts = levels.map(({ n, convolve }) =>
            resizeBilinear(convolve(adaptiveAveragePool(x, n, n), forward), height, width)
          );
          return tf.concat([x, ...parts], 3);
        }));
      return forward.tap("pyramid.concat", all);
    },
  };
}
