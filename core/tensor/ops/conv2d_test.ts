import { assertClose, checkAdjoint, randomTensor } from "@dragsaw/core/testing";
import { assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import type { ConvGeometry } from "../backend.ts";
import type { Tensor, Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { conv2d } from "./conv2d.ts";
import { depthwiseConv2d } from "./depthwise_conv2d.ts";
import { outputSize } from "./geometry.ts";

const GEOMETRIES: readonly ConvGeometry[] = [
  { stride: 1, dilation: 1, padding: 0 },
  { stride: 1, dilation: 1, padding: 1 },
  { stride: 2, dilation: 1, padding: 1 },
  { stride: 3, dilation: 1, padding: 2 },
  { stride: 1, dilation: 2, padding: 2 },
  { stride: 1, dilation: 3, padding: 1 },
  { stride: 1, dilation: 6, padding: 6 },
  { stride: 1, dilation: 12, padding: 12 },
  { stride: 2, dilation: 2, padding: 2 },
];

const OPS = [
  { op: conv2d, wShape: [3, 3, 4, 5], reads: (o: number, c: number) => ({ use: true, at: c * 5 + o }) },
  { op: depthwiseConv2d, wShape: [3, 3, 4, 1], reads: (o: number, c: number) => ({ use: o === c, at: c }) },
];

/** The definition, one product at a time in float64. */
function defined(x: Tensor4D, w: Tensor4D, g: ConvGeometry, reads: (typeof OPS)[number]["reads"]) {
  const [batch, h, width, channels] = x.shape, [kh, kw, , last] = w.shape;
  const xs = x.dataSync(), ws = w.dataSync(), outputs = last === 1 ? channels : last;
  const shape = [batch, outputSize(h, kh, g), outputSize(width, kw, g), outputs];
  const data = Array.from({ length: shape.reduce((a, b) => a * b) }, (_, index) => {
    const o = index % outputs, j = Math.floor(index / outputs) % shape[2];
    const i = Math.floor(index / (outputs * shape[2])) % shape[1],
      b = Math.floor(index / (outputs * shape[2] * shape[1]));
    let sum = 0;
    for (let tap = 0; tap < kh * kw; tap++) {
      const row = i * g.stride + Math.floor(tap / kw) * g.dilation - g.padding;
      const column = j * g.stride + (tap % kw) * g.dilation - g.padding;
      if (row < 0 || row >= h || column < 0 || column >= width) continue;
      for (let c = 0; c < channels; c++) {
        const { use, at } = reads(o, c);
        if (use) sum += xs[((b * h + row) * width + column) * channels + c] * ws[tap * channels * last + at];
      }
    }
    return sum;
  });
  return { shape, data };
}

for (const { op, wShape, reads } of OPS) {
  onEachBackend(`${op.name}() is the sum that its formula says, for every geometry`, () => {
    for (const geometry of GEOMETRIES) {
      for (const size of [[8, 11], [13, 7]]) {
        tf.tidy(() => {
          const x = randomTensor([2, ...size, 4], "x") as Tensor4D, w = randomTensor(wShape, "w") as Tensor4D;
          const y = op(x, w, geometry);
          assertClose(y, defined(x, w, geometry, reads), 1e-5, undefined, JSON.stringify({ geometry, size }));
        });
      }
    }
  });

  onEachBackend(`${op.name}() has the adjoints of its two linear maps as gradients`, () => {
    for (const geometry of GEOMETRIES) {
      const x = randomTensor([2, 12, 9, 4], "x") as Tensor4D, w = randomTensor(wShape, "w") as Tensor4D;
      const output = [2, outputSize(12, 3, geometry), outputSize(9, 3, geometry), op === conv2d ? 5 : 4];
      const gradient = (i: number) => (dy: Tensor) =>
        tf.tidy(() => tf.grads((x, w) => op(x as Tensor4D, w as Tensor4D, geometry))([x, w], dy)[i]);
      checkAdjoint((x) => op(x as Tensor4D, w, geometry), gradient(0), { input: x.shape, output });
      checkAdjoint((w) => op(x, w as Tensor4D, geometry), gradient(1), { input: w.shape, output });
      tf.dispose([x, w]);
    }
  });

  onEachBackend(`${op.name}() refuses other channels and a kernel that does not fit`, () => {
    const x = tf.zeros([1, 4, 4, 3]) as Tensor4D, w = tf.zeros([3, 3, 2, 1]) as Tensor4D;
    const fits = tf.zeros([3, 3, 3, 1]) as Tensor4D;
    assertThrows(() => op(x, w, { stride: 1, dilation: 1, padding: 1 }), RangeError, "channels");
    assertThrows(() => op(x, fits, { stride: 1, dilation: 2, padding: 0 }), RangeError, "does not fit");
    assertThrows(() => op(x, fits, { stride: 0, dilation: 1, padding: 0 }), RangeError, "stride 0");
    tf.dispose([x, w, fits]);
  });
}
