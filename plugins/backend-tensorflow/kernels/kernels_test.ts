import { type ConvGeometry, type Kernels, type Tensor, type Tensor4D, tf } from "@dragsaw/core/tensor";
import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { tensorflow } from "../mod.ts";

const probe = await tensorflow.probe();
const backend = probe.ok ? await tensorflow.open() : undefined;
const kernels = backend?.kernels as Required<NonNullable<typeof backend>["kernels"]>;

/** Registers a test that fails when it leaves a tensor behind. */
function test(name: string, fn: () => void, needs: keyof Kernels = "batchNorm"): void {
  Deno.test({
    name,
    ignore: backend?.kernels[needs] === undefined,
    fn() {
      const before = tf.memory().numTensors;
      tf.tidy(fn);
      assertEquals(tf.memory().numTensors, before, "Tensors were left behind");
    },
  });
}

/** Numbers in [-.5, .5) that depend on the seed alone. */
const noise = (shape: number[], seed: number) =>
  kernels.statelessUniform(shape, tf.tensor1d([seed, 7], "int32")).sub(.5);
const dot = (a: Tensor, b: Tensor) => a.mul(b).sum().dataSync()[0];
const largest = (a: Tensor) => a.abs().max().dataSync()[0];

const GEOMETRIES: ConvGeometry[] = [
  { stride: 1, dilation: 1, padding: 1 },
  { stride: 1, dilation: 1, padding: 0 },
  { stride: 2, dilation: 1, padding: 1 },
  { stride: 1, dilation: 2, padding: 2 },
  { stride: 1, dilation: 6, padding: 6 },
  { stride: 1, dilation: 16, padding: 16 },
  { stride: 2, dilation: 2, padding: 1 },
  { stride: 1, dilation: 1, padding: 2 },
];

for (const geometry of GEOMETRIES) {
  test(`conv2d kernels are adjoint with ${JSON.stringify(geometry)}`, () => {
    const x = noise([2, 15, 17, 3], 1) as Tensor4D;
    const w = noise([3, 3, 3, 5], 2) as Tensor4D;
    const y = kernels.conv2d(x, w, geometry);
    const dy = noise(y.shape, 3) as Tensor4D;
    const forward = dot(y, dy);
    assertAlmostEquals(dot(x, kernels.conv2dInputGradient(x.shape, w, dy, geometry)), forward, 1e-4);
    assertAlmostEquals(dot(w, kernels.conv2dWeightGradient(x, w.shape, dy, geometry)), forward, 1e-4);
  }, "conv2d");
}

for (const [inputs, outputs] of [[16, 24], [3, 32], [32, 3]]) {
  test(
    `a 1x1 convolution of ${inputs} to ${outputs} channels is a product of matrices, and so are its gradients`,
    () => {
      const geometry = { stride: 1, dilation: 1, padding: 0 };
      const x = noise([2, 5, 7, inputs], 1) as Tensor4D, w = noise([1, 1, inputs, outputs], 2) as Tensor4D;
      const dy = noise([2, 5, 7, outputs], 3) as Tensor4D;
      const rows = (x: Tensor) => x.reshape([70, -1]), matrix = w.reshape([inputs, outputs]);
      const close = (found: Tensor, wanted: Tensor) =>
        assert(largest(found.sub(wanted.reshape(found.shape))) < 1e-5);
      close(kernels.conv2d(x, w, geometry), rows(x).matMul(matrix));
      close(kernels.conv2dInputGradient(x.shape, w, dy, geometry), rows(dy).matMul(matrix, false, true));
      close(kernels.conv2dWeightGradient(x, w.shape, dy, geometry), rows(x).matMul(rows(dy), true));
    },
    "conv2d",
  );
}

test("columnSums() adds rows, of few columns and of many", () => {
  for (const columns of [3, 40]) {
    const x = noise([50, columns], 1);
    assert(largest(kernels.columnSums(x).sub(x.sum(0))) < 1e-5);
  }
}, "columnSums");

test("conv2d() pads symmetrically, as PyTorch does", () => {
  const x = tf.range(0, 16).reshape([1, 4, 4, 1]) as Tensor4D;
  const w = tf.ones([3, 3, 1, 1]) as Tensor4D;
  const y = kernels.conv2d(x, w, { stride: 2, dilation: 1, padding: 1 });
  // torch.nn.functional.conv2d(torch.arange(16.).reshape(1,1,4,4), torch.ones(1,1,3,3), stride=2, padding=1)
  assertEquals([...y.dataSync()], [10, 24, 51, 90]);
}, "conv2d");

test("batchNorm() normalises with the biased variance and gives the unbiased one", () => {
  const x = noise([2, 3, 4, 5], 4) as Tensor4D;
  const gamma = noise([5], 5), beta = noise([5], 6);
  const { y, mean, variance, reserved } = kernels.batchNorm(x, gamma, beta, 1e-5);
  const moments = tf.moments(x, [0, 1, 2]);
  const count = 2 * 3 * 4;
  assert(largest(mean.sub(moments.mean)) < 1e-6);
  assert(largest(variance.sub(moments.variance.mul(count / (count - 1)))) < 1e-6);
  const expected = x.sub(moments.mean).div(moments.variance.add(1e-5).sqrt()).mul(gamma).add(beta);
  assert(largest(y.sub(expected)) < 1e-5);
  assertEquals(reserved.length, 3);
});

test("batchNormGradient() equals the gradient of the composition", () => {
  const x = noise([2, 3, 4, 5], 7) as Tensor4D;
  const gamma = noise([5], 8), beta = noise([5], 9), dy = noise(x.shape, 10) as Tensor4D;
  const { reserved } = kernels.batchNorm(x, gamma, beta, 1e-3);
  const found = kernels.batchNormGradient(dy, x, gamma, reserved, 1e-3);
  const composed = (x: Tensor, gamma: Tensor, beta: Tensor) => {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    return x.sub(mean).div(variance.add(1e-3).sqrt()).mul(gamma).add(beta);
  };
  const wanted = tf.grads(composed)([x, gamma, beta], dy);
  found.forEach((gradient, i) => assert(largest(gradient.sub(wanted[i])) < 1e-4, `gradient ${i}`));
});

test("reluGradient() is dy where y > 0", () => {
  const dx = kernels.reluGradient(tf.tensor1d([1, 2, 3]), tf.tensor1d([0, 5, 0]));
  assertEquals([...dx.dataSync()], [0, 2, 0]);
});

test("resizeBilinear() has half-pixel centres and the adjoint gradient", () => {
  const row = tf.tensor4d([0, 4], [1, 1, 2, 1]);
  assertEquals([...kernels.resizeBilinear(row, 1, 4).dataSync()], [0, 1, 3, 4]);
  const x = noise([2, 5, 4, 3], 11) as Tensor4D;
  const y = kernels.resizeBilinear(x, 8, 9);
  const dy = noise(y.shape, 12) as Tensor4D;
  assertAlmostEquals(dot(x, kernels.resizeBilinearGradient(dy, x)), dot(y, dy), 1e-4);
});

test("statelessUniform() depends on its key alone", () => {
  const draw = (seed: number) => kernels.statelessUniform([1000], tf.tensor1d([seed, 0], "int32"));
  assertEquals(draw(1).dataSync(), draw(1).dataSync());
  assertNotEquals(draw(1).dataSync(), draw(2).dataSync());
  assertAlmostEquals(draw(3).mean().dataSync()[0], .5, .05);
  assert(draw(3).min().dataSync()[0] >= 0 && draw(3).max().dataSync()[0] < 1);
});
