import { type Tensor, tf } from "@dragsaw/core/tensor";
import { paddingOf } from "./convolve.ts";
import type { FixedCall } from "./replace.ts";

type Inputs = {
  readonly x: Tensor;
  readonly filter: Tensor;
  readonly bias?: Tensor;
  readonly preluActivationWeights?: Tensor;
};

/** Convolution, bias and activation in one, also with channels first and with padding in numbers, which tfjs-node refuses. */
export function fusedConvolve(
  { inputs, attrs, original }: FixedCall<Inputs, tf.FusedConv2DAttrs>,
): tf.TensorInfo {
  const { x, filter, preluActivationWeights: slopes } = inputs;
  const around = paddingOf(x.shape, filter.shape, attrs, attrs.dilations);
  const first = attrs.dataFormat === "NCHW";
  if (around === undefined && !first) return original(inputs, attrs);
  return tf.tidy(() => {
    const padded = around ? tf.pad(x, around) : x;
    const last = original({
      ...inputs,
      x: first ? tf.transpose(padded, [0, 2, 3, 1]) : padded,
      ...(first && slopes?.rank === 3 ? { preluActivationWeights: tf.transpose(slopes, [1, 2, 0]) } : {}),
    }, { ...attrs, dataFormat: "NHWC", ...(around ? { pad: "valid" } : {}) });
    return first ? tf.transpose(last, [0, 3, 1, 2]) : last;
  });
}
