import type { Tensor, tf } from "@dragsaw/core/tensor";
import type { FixedCall } from "./replace.ts";

/**
 * The sum of products that `equation` says, as `ij,jk->ik`.
 *
 * @throws {SyntaxError} in tfjs's words for an output label that no input has: TensorFlow makes up an axis of 1.
 */
export function einsum(
  { inputs, attrs, original }: FixedCall<Record<string, Tensor>, tf.EinsumAttrs>,
): tf.TensorInfo {
  const [given, wanted] = attrs.equation.split("->");
  const label = wanted?.match(/[a-z]/gi)?.find((label) => !given.includes(label));
  if (label !== undefined) {
    throw new SyntaxError(
      `Output subscripts contain the label ${label} not present in the input subscripts.`,
    );
  }
  return original(inputs, attrs);
}
