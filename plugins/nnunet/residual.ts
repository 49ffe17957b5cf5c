import {
  byAxis,
  convInstanceNorm3d,
  convInstanceNormLeaky3d,
  covering,
  leaky3d,
  newLayer,
  sequence,
} from "@dragsaw/core/model";
import type { Layer3d, Parameters } from "@dragsaw/core/model";
import { leakyRelu, tf } from "@dragsaw/core/tensor";
import type { Tensor5D, Triple } from "@dragsaw/core/tensor";
import type { Level } from "./options.ts";

/** leaky(main(x) + side(x)): two paths of as many channels and the same strides. */
export function summed(main: Layer3d, side: Layer3d): Layer3d {
  return newLayer(
    main.channels,
    (input) => {
      const other = side.field(input);
      return byAxis(main.field(input), (field, axis) => covering(field, other[axis]));
    },
    (x: Tensor5D, forward) => leakyRelu(tf.add(main(x, forward), side(x, forward)), .01),
  );
}

/**
 * nnU-Net's residual block (ResNet-D, He et al. 2019, arXiv 1812.01187): two convolutions with instance normalization, a leaky
 * ReLU between and one behind the sum with the input. That is averaged over the stride, and mapped by a 1 x 1 x 1 convolution
 * with instance normalization where the channels change.
 */
export function residualBlock(
  scope: Parameters,
  from: number,
  { width: to, kernel }: Pick<Level, "width" | "kernel">,
  stride: Triple,
): Layer3d {
  const main = sequence(
    convInstanceNormLeaky3d(scope, "conv1", { from, to, kernel, stride }),
    convInstanceNorm3d(scope, "conv2", { from: to, to, kernel }),
  );
  const pooled = averagePool3d(from, stride);
  if (from === to) return summed(main, pooled);
  const project = convInstanceNorm3d(scope, "skip", { from, to, kernel: [1, 1, 1], bias: false });
  return summed(main, sequence(pooled, project));
}

/**
 * The V-Net's convolutions (Milletari et al. 2016, arXiv 1606.04797), after each a leaky ReLU, that of the last behind the sum
 * with what `side` makes of the input.
 */
export function residualConvolutions(
  scope: Parameters,
  from: number,
  { width: to, kernel, convolutions: count }: Pick<Level, "width" | "kernel" | "convolutions">,
  side: Layer3d,
): Layer3d {
  const parts = Array.from({ length: count }, (_, i) => {
    const conv = convInstanceNorm3d(scope, `conv${i + 1}`, { from: i === 0 ? from : to, to, kernel });
    return i < count - 1 ? sequence(conv, leaky3d(to)) : conv;
  });
  return summed(sequence(...parts as [Layer3d, ...Layer3d[]]), side);
}

/** Means over blocks of `size`; the input itself where they are of one voxel. */
function averagePool3d(channels: number, size: Triple): Layer3d {
  const whole = size.every((n) => n === 1);
  return newLayer(
    channels,
    (input) =>
      byAxis(input, (field, axis) => ({
        size: field.size + (size[axis] - 1) * field.jump,
        jump: field.jump * size[axis],
        start: field.start + (size[axis] - 1) / 2 * field.jump,
      })),
    (x: Tensor5D) => whole ? x : tf.avgPool3d(x, [...size], [...size], "valid"),
  );
}
