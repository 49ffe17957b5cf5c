import type { ConvGeometry } from "@dragsaw/core/tensor";

/** How TensorFlow is told of zeros around the input; `around`: they are put there first. */
export type Padding = "VALID" | "SAME" | "around";

/**
 * The fastest way to the symmetric padding of `geometry`. TensorFlow's own EXPLICIT is not among them: its gradients take
 * two to five times as long on a CPU, and refuse dilations there.
 *
 * @param input [B,H,W,C] of the input. @param kernel [kh,kw,Ci,Co] of the weights.
 */
export function choosePadding(
  input: readonly number[],
  kernel: readonly number[],
  geometry: ConvGeometry,
): Padding {
  if (geometry.padding === 0) return "VALID";
  return isSame(input[1], kernel[0], geometry) && isSame(input[2], kernel[1], geometry) ? "SAME" : "around";
}

/** Whether SAME gives as many outputs and as many zeros before the first value. */
export function isSame(size: number, kernel: number, { stride, dilation, padding }: ConvGeometry): boolean {
  const reach = dilation * (kernel - 1) + 1;
  const count = Math.floor((size + 2 * padding - reach) / stride) + 1;
  const zeros = Math.max(0, (count - 1) * stride + reach - size);
  return count === Math.ceil(size / stride) && Math.floor(zeros / 2) === padding;
}
