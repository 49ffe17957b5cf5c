import type { ConvGeometry } from "@dragsaw/core/tensor";

/** Sizes of one convolution: `x` [batch, h, w, ci], kernel [kh, kw, ci, co], `y` [batch, oh, ow, co]. */
export interface Sizes {
  readonly x: readonly [number, number, number, number];
  readonly w: readonly [number, number, number, number];
  readonly y: readonly [number, number, number, number];
}

/**
 * Calls `visit` for each row of outputs that a tap of the kernel reaches inside the input, with the first element's place
 * in x, w and y, and the number of outputs; the next one is `stride` pixels on in x and one pixel on in y.
 */
export function eachRun(
  { x: [batch, h, width, ci], w: [kh, kw, , co], y: [, oh, ow] }: Sizes,
  { stride, dilation, padding }: ConvGeometry,
  visit: (x: number, w: number, y: number, count: number) => void,
): void {
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < oh; i++) {
      for (let k = 0; k < kh; k++) {
        const row = i * stride + k * dilation - padding;
        if (row < 0 || row >= h) continue;
        for (let l = 0; l < kw; l++) {
          const shift = l * dilation - padding;
          const first = Math.max(0, Math.ceil(-shift / stride));
          const last = Math.min(ow - 1, Math.floor((width - 1 - shift) / stride));
          if (last < first) continue;
          const x = ((b * h + row) * width + first * stride + shift) * ci;
          visit(x, (k * kw + l) * ci * co, ((b * oh + i) * ow + first) * co, last - first + 1);
        }
      }
    }
  }
}
