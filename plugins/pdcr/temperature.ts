import type { Parameters } from "@dragsaw/core";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";

/** Largest temperature that is learned, and 1 over the smallest. */
const MOST = 10;

/**
 * The temperature of a loss: a number, or tau = 10^tanh(x) with a weight x that starts at 0, so that tau goes from 1 to anywhere
 * between .1 and 10 (as CLIP learns its own, arXiv 2103.00020, but with a bound that keeps a gradient).
 *
 * @param parameters Where x is made, as `temperature`.
 * @returns Called in each step; a scalar where it is learned.
 */
export function temperatureOf(wanted: number | "learned", parameters: Parameters): () => number | Tensor {
  if (wanted !== "learned") return () => wanted;
  const x = parameters.weight("temperature", [], { kind: "zeros" });
  return () => tf.tidy(() => tf.exp(tf.mul(tf.tanh(x), Math.log(MOST))));
}
