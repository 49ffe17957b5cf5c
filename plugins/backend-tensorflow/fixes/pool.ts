import { type Tensor, tf } from "@dragsaw/core/tensor";
import type { FixedCall } from "./replace.ts";
import { inner, type Surround, surround } from "./surround.ts";

/** Pooling of images [B,H,W,C] or volumes [B,D,H,W,C]. */
type Attributes =
  & Pick<tf.MaxPoolAttrs, "pad" | "dimRoundingMode">
  & Partial<Pick<tf.MaxPool3DAttrs, "dataFormat">>
  & { readonly filterSize: Window; readonly strides: Window };
type Window = number | [number, number] | Triple;
type Forward = FixedCall<{ readonly x: Tensor }, Attributes>;

/** The largest value of each window, also with padding in numbers, which counts for nothing. */
export function maxPool({ inputs, attrs, original }: Forward): tf.TensorInfo {
  const around = paddingOf(inputs.x.shape, attrs);
  if (around === undefined) return original(inputs, attrs);
  return tf.tidy(() => original({ x: tf.pad(inputs.x, around, lowest(inputs.x)) }, valid(attrs)));
}

/** Gradient of {@linkcode maxPool} for its input. */
export function maxPoolGradient(
  { inputs, attrs, original }: FixedCall<
    { readonly dy: Tensor; readonly input: Tensor; readonly output: Tensor },
    Attributes
  >,
): tf.TensorInfo {
  const { input } = inputs;
  const around = paddingOf(input.shape, attrs);
  if (around === undefined) return original(inputs, attrs);
  return tf.tidy(() => {
    const whole = original({ ...inputs, input: tf.pad(input, around, lowest(input)) }, valid(attrs));
    return inner(whole, input.shape, around);
  });
}

/** The mean of each window, also with padding in numbers, which does not count; 0 where there is nothing else. */
export function averagePool({ inputs: { x }, attrs, original }: Forward): tf.TensorInfo {
  const around = paddingOf(x.shape, attrs);
  if (around === undefined) return original({ x }, attrs);
  return tf.tidy(() => {
    const mean = (values: Tensor) => original({ x: tf.pad(values, around) }, valid(attrs));
    return tf.divNoNan(mean(x), mean(tf.ones(x.shape)));
  });
}

/** Gradient of {@linkcode averagePool} for its input. */
export function averagePoolGradient(
  { inputs: { dy, input }, attrs, original }: FixedCall<
    { readonly dy: Tensor; readonly input: Tensor },
    Attributes
  >,
): tf.TensorInfo {
  const around = paddingOf(input.shape, attrs);
  if (around === undefined) return original({ dy, input }, attrs);
  return tf.tidy(() => {
    const counted = tf.pad(tf.ones(input.shape), around);
    const kernel = input.rank === 5 ? tf.AvgPool3D : tf.AvgPool;
    const share = tf.engine().runKernel<Tensor>(kernel, { x: counted }, valid(attrs));
    return inner(original({ dy: tf.divNoNan(dy, share), input: counted }, valid(attrs)), input.shape, around);
  });
}

/** What counts for nothing beside any value of x. */
const lowest = (x: Tensor) => x.dtype === "float32" ? -Infinity : -(2 ** 31);
const valid = (attrs: Attributes): Attributes => ({ ...attrs, pad: "valid" });

function paddingOf(
  shape: readonly number[],
  { filterSize, strides, pad, dimRoundingMode, dataFormat }: Attributes,
): Surround | undefined {
  if (typeof pad === "string") return undefined;
  const util = tf.backend_util;
  return surround(
    shape.length === 5
      ? util.computePool3DInfo(
        shape as Sizes5,
        filterSize as Triple,
        strides as Triple,
        1,
        pad as number,
        dimRoundingMode,
        dataFormat,
      )
      : util.computePool2DInfo(
        shape as Sizes4,
        filterSize as [number, number],
        strides as [number, number],
        1,
        pad,
        dimRoundingMode,
      ),
  );
}

type Sizes4 = [number, number, number, number];
type Sizes5 = [number, number, number, number, number];
type Triple = [number, number, number];
