import { type Tensor, type Tensor4D, tf } from "@dragsaw/core/tensor";
import type { FixedCall } from "./replace.ts";
import { inner, outerShape, type Surround, surround } from "./surround.ts";

type Sizes = [number, number, number, number];
type Common = Pick<tf.Conv2DAttrs, "strides" | "pad" | "dataFormat" | "dimRoundingMode">;

/** y = conv(x, filter), also with padding in numbers. */
export function convolve(
  { inputs, attrs, original }: FixedCall<{ readonly x: Tensor; readonly filter: Tensor }, tf.Conv2DAttrs>,
): tf.TensorInfo {
  const { x, filter } = inputs;
  const around = paddingOf(x.shape, filter.shape, attrs, attrs.dilations);
  if (around === undefined) return original(inputs, attrs);
  return tf.tidy(() => original({ x: tf.pad(x, around), filter }, { ...attrs, pad: "valid" }));
}

/** Gradient of {@linkcode convolve} for its filter. */
export function convolveFilterGradient(
  { inputs, attrs, original }: FixedCall<
    { readonly x: Tensor; readonly dy: Tensor },
    tf.Conv2DBackpropFilterAttrs
  >,
): tf.TensorInfo {
  const around = paddingOf(inputs.x.shape, attrs.filterShape, attrs);
  if (around === undefined) return original(inputs, attrs);
  return tf.tidy(() => original({ ...inputs, x: tf.pad(inputs.x, around) }, { ...attrs, pad: "valid" }));
}

/** Gradient of {@linkcode convolve} for its input, which is the transposed convolution too. */
export function convolveInputGradient(
  { inputs, attrs, original }: FixedCall<
    { readonly dy: Tensor; readonly filter: Tensor },
    tf.Conv2DBackpropInputAttrs
  >,
): tf.TensorInfo {
  const shape = attrs.inputShape;
  const around = paddingOf(shape, inputs.filter.shape, attrs);
  if (around === undefined) return original(inputs, attrs);
  return tf.tidy(() => {
    const whole = { ...attrs, inputShape: outerShape(shape, around) as Sizes, pad: "valid" as const };
    return inner(original(inputs, whole) as Tensor4D, shape, around);
  });
}

/** What to put around an input of these sizes; undefined where TensorFlow knows the padding itself. */
export function paddingOf(
  shape: readonly number[],
  filter: readonly number[],
  { strides, pad, dataFormat, dimRoundingMode }: Common,
  dilations: number | [number, number] = 1,
): Surround | undefined {
  if (typeof pad === "string") return undefined; // Nothing to work out on the way that every step goes
  return surround(tf.backend_util.computeConv2DInfo(
    shape as Sizes,
    filter as Sizes,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    false,
    tf.backend_util.convertConv2DDataFormat(dataFormat),
  ));
}
