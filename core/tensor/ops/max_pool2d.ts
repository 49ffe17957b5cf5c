import type { Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { padded } from "./geometry.ts";

/** Below every float32 that a network makes, and finite, so that no gradient turns to NaN. */
const LOWEST = -3.4e38;

/**
 * y[b,i,j,c] = max over k,l < kernel of x[b, i s + k - p, j s + l - p, c]; what lies outside never wins.
 *
 * @param x [B,H,W,C].
 * @param kernel Rows and columns of the window.
 * @param stride s, between windows.
 * @param padding p, on each side.
 * @returns [B,H',W',C] with H' = floor((H + 2p - kernel) / s) + 1.
 * @throws {RangeError} when the window does not fit.
 */
export function maxPool2d(x: Tensor4D, kernel: number, stride: number, padding: number): Tensor4D {
  return tf.tidy(() => {
    const window = padded(x, [kernel, kernel], { stride, dilation: 1, padding }, LOWEST);
    return tf.maxPool(window.x, kernel, stride, window.pad);
  });
}
