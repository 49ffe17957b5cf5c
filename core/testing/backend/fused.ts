import { assertEquals } from "@std/assert";
import type { Backend, ConvGeometry, Tensor, Tensor4D } from "../../tensor/mod.ts";
import { compile, relu, tf, uniform } from "../../tensor/mod.ts";
import { batchNormBy } from "../../tensor/ops/batch_norm.ts";
import { portableConv2d } from "../../tensor/ops/conv2d.ts";
import { portableResizeBilinear } from "../../tensor/ops/resize_bilinear.ts";
import { assertClose } from "../assert_close.ts";
import { randomTensor } from "../numbers.ts";
import type { BackendCase } from "./case.ts";

const GEOMETRIES: readonly ConvGeometry[] = [1, 2, 3].flatMap((stride) =>
  [1, 2, 5].flatMap((dilation) => [0, 1, 5].map((padding) => ({ stride, dilation, padding })))
);

/** First and last numbers of three streams in steps of 2^-23, as TensorFlow 2.21 draws them. */
const DRAWN = [
  { shape: [7], key: [0, 0], first: [1770126, 5922441, 6711418], last: [3259718, 7301104, 6779568] },
  { shape: [3, 5], key: [1, 2], first: [7080492, 1610993, 8356926], last: [4013015, 1468324, 6515742] },
  {
    shape: [130, 3],
    key: [-5, 2 ** 31 - 1],
    first: [4236775, 7203071, 3790235],
    last: [4710846, 6417802, 1334367],
  },
];

const random4D = (shape: number[], key: string) => randomTensor(shape, key) as Tensor4D;

function convolutions({ kernels }: Backend): void {
  const { conv2d, conv2dInputGradient, conv2dWeightGradient } = kernels;
  if (!conv2d || !conv2dInputGradient || !conv2dWeightGradient) return;
  for (const kernel of [1, 3]) {
    for (const geometry of GEOMETRIES) {
      tf.tidy(() => {
        const x = random4D([2, 15, 12, 3], "x"),
          w = random4D([kernel, kernel, 3, 4], "w"),
          at = JSON.stringify(geometry);
        const y = portableConv2d(x, w, geometry), dy = random4D(y.shape, "dy");
        const [dx, dw] = tf.grads((x, w) => portableConv2d(x as Tensor4D, w as Tensor4D, geometry))(
          [x, w],
          dy,
        );
        assertClose(kernels.conv2d!(x, w, geometry), y, 1e-5, undefined, `conv2d ${at}`);
        assertClose(
          kernels.conv2dInputGradient!(x.shape, w, dy, geometry),
          dx,
          1e-5,
          undefined,
          `input gradient ${at}`,
        );
        assertClose(
          kernels.conv2dWeightGradient!(x, w.shape, dy, geometry),
          dw,
          1e-5,
          undefined,
          `weight gradient ${at}`,
        );
      });
    }
  }
}

function batchNorms({ kernels }: Backend): void {
  const { batchNorm, batchNormGradient } = kernels;
  if (!batchNorm || !batchNormGradient) return;
  const fused = {
    batchNorm: batchNorm.bind(kernels),
    batchNormGradient: batchNormGradient.bind(kernels),
  };
  // Of two values a small epsilon would leave a gradient that is rounding alone.
  for (const [shape, epsilon] of [[[2, 6, 5, 3], 1e-5], [[1, 1, 2, 7], 0.01], [[4, 3, 3, 1], 0.1]] as const) {
    tf.tidy(() => {
      const channels = [shape[3]];
      const inputs = [
        random4D([...shape], "x"),
        randomTensor(channels, "gamma"),
        randomTensor(channels, "beta"),
      ];
      const dy = randomTensor(shape, "dy");
      const both = [fused, undefined].map((kernel) => {
        const by = (x: Tensor, gamma: Tensor, beta: Tensor) =>
          batchNormBy(kernel, x as Tensor4D, gamma, beta, epsilon);
        const { y, mean, variance } = by(inputs[0], inputs[1], inputs[2]);
        return [y, mean, variance, ...tf.grads((x, gamma, beta) => by(x, gamma, beta).y)(inputs, dy)];
      });
      both[0].forEach((found, i) =>
        assertClose(found, both[1][i], 1e-4, undefined, `output ${i} for [${shape}]`)
      );
    });
  }
}

function resizes({ kernels }: Backend): void {
  const { resizeBilinear, resizeBilinearGradient } = kernels;
  if (!resizeBilinear || !resizeBilinearGradient) return;
  for (const [height, width] of [[7, 9], [14, 18], [3, 20], [1, 1], [28, 4]]) {
    tf.tidy(() => {
      const x = random4D([2, 7, 9, 3], "x"), dy = random4D([2, height, width, 3], "dy");
      const resize = (x: Tensor) => portableResizeBilinear(x as Tensor4D, height, width);
      assertClose(
        kernels.resizeBilinear!(x, height, width),
        resize(x),
        1e-5,
        undefined,
        `${height} x ${width}`,
      );
      assertClose(
        kernels.resizeBilinearGradient!(dy, x),
        tf.grad(resize)(x, dy),
        1e-5,
        undefined,
        `${height} x ${width}`,
      );
    });
  }
}

/** What a backend offers as fused does what the composition of tfjs ops does. A backend that offers none passes. */
export const fused: readonly BackendCase[] = [
  { name: "convolves as the composition, forward and both gradients, for 54 geometries", run: convolutions },
  { name: "normalises a batch as the composition, forward and gradients", run: batchNorms },
  { name: "resizes as two matrix products, forward and gradient", run: resizes },
  {
    name: "stops the gradient of ReLU at 0",
    run() {
      tf.tidy(() => {
        const x = tf.tensor2d([[-1, 0, 2], [3, -0, -4]]), dy = tf.tensor2d([[1, 2, 3], [4, 5, 6]]);
        assertClose(tf.grad((x) => relu(x))(x, dy), [0, 0, 3, 4, 0, 0], 0, 0);
      });
    },
  },
  {
    name: "draws the numbers that the key names, bit by bit, compiled and op by op",
    async run() {
      for (const { shape, key, first, last } of DRAWN) {
        for (const trace of [true, false]) {
          const draw = compile(({ key }) => ({ numbers: uniform([...shape], key) }), { trace });
          const input = tf.tensor1d([...key], "int32"), { numbers } = await draw({ key: input });
          assertEquals(numbers.shape, shape);
          const steps = Array.from(await numbers.data(), (value) => value * 2 ** 23);
          assertEquals([steps.slice(0, 3), steps.slice(-3)], [first, last]);
          tf.dispose([input, numbers]);
        }
      }
    },
  },
];
