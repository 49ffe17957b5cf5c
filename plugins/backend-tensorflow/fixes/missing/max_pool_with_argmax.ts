import { type Tensor, tf } from "@dragsaw/core/tensor";
import type { DTypeName } from "../../dtype.ts";
import { bool, ints, string, type } from "../../kernels/attributes.ts";
import type { KernelCall } from "../replace.ts";

type Sizes = [number, number, number, number];

/**
 * The largest value of each window of x [B,H,W,C], and where it is: (row W + column) C + channel.
 *
 * @throws {RangeError} for padding in numbers.
 */
export function maxPoolWithArgmax(
  { inputs: { x }, attrs, backend }: KernelCall<{ readonly x: Tensor }, tf.MaxPoolWithArgmaxAttrs>,
): tf.TensorInfo[] {
  const { filterSize, strides, pad, includeBatchInIndex } = attrs;
  const info = tf.backend_util.computePool2DInfo(x.shape as Sizes, filterSize, strides, 1, pad);
  const padding = info.padInfo.type;
  if (padding !== "SAME" && padding !== "VALID") {
    throw new RangeError(`Pooling with positions: found padding ${pad}, wanted "same", "valid" or 0`);
  }
  return backend.executeMultipleOutputs(
    "MaxPoolWithArgmax",
    [
      type("T", x.dtype as DTypeName),
      type("Targmax", "int32"),
      ints("ksize", [1, info.filterHeight, info.filterWidth, 1]),
      ints("strides", [1, info.strideHeight, info.strideWidth, 1]),
      string("padding", padding),
      bool("include_batch_in_index", includeBatchInIndex),
    ],
    [x],
    2,
  );
}
