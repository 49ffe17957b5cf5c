import { chain, convBnRelu, dropout, sequence, step, widest } from "@dragsaw/core/model";
import type { Forward, Layer, Parameters, Slot, Stage } from "@dragsaw/core/model";
import { resizeBilinear, tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";

/**
 * Atrous spatial pyramid pooling (Chen et al. 2017, arXiv 1706.05587): a 1x1 and three dilated 3x3 convolutions and the
 * pooled image, side by side, then a 1x1 convolution with dropout .5. Slots `aspp.branch1` to `aspp.branch4` and
 * `aspp.concat` (all five together); the receptive field given there is that of the widest branch, as pooling sees the whole image.
 *
 * @param rates Dilations of the 3x3 branches.
 * @param width Channels of each branch and of the output.
 */
export function createAspp(
  parameters: Parameters,
  { input, rates, width }: { input: Slot; rates: readonly number[]; width: number },
): Stage {
  const scope = parameters.scope("aspp");
  const from = input.channels;
  const shapes = [{ kernel: 1 }, ...rates.map((dilation) => ({ kernel: 3, dilation }))];
  const branches = shapes.map((shape, i) =>
    chain(input, [
      step(convBnRelu(scope, `branch${i + 1}`, { from, to: width, ...shape }), `aspp.branch${i + 1}`),
    ])
  );
  const pooling = convBnRelu(scope, "pooling", { from, to: width, kernel: 1 });
  const joined: Slot = {
    channels: width * (branches.length + 1),
    field: branches.map(({ output }) => output.field).reduce(widest),
  };
  const project = convBnRelu(scope, "project", { from: joined.channels, to: width, kernel: 1 });
  const end = chain(joined, [step(sequence(project, dropout(width, .5)))]);
  return {
    slots: Object.assign({}, ...branches.map(({ slots }) => slots), { "aspp.concat": joined }),
    output: end.output,
    forward(x, forward) {
      const parts = branches.map((branch) => branch.forward(x, forward));
      const all = forward.region(
        ["aspp.concat"],
        [x, ...parts],
        ([x, ...parts], forward) => tf.tidy(() => tf.concat([...parts, pooled(x, pooling, forward)], 3)),
      );
      return end.forward(forward.tap("aspp.concat", all), forward);
    },
  };
}

/** `apply` on the mean over the image, at every place of the map. */
function pooled(x: Tensor4D, apply: Layer, forward: Forward): Tensor4D {
  const [, height, width] = x.shape;
  return resizeBilinear(apply(x.mean([1, 2], true), forward), height, width);
}
