import { assertClose, randomTensor } from "@dragsaw/core/testing";
import { assertEquals } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import { compile } from "../compile.ts";
import type { Tensor, Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { batchNorm } from "./batch_norm.ts";
import { batchNormConv2d } from "./batch_norm_conv2d.ts";
import { conv2d } from "./conv2d.ts";

const GEOMETRY = { stride: 1, dilation: 1, padding: 0 }, EPSILON = 1e-3;
type Inputs = Record<"x" | "gamma" | "beta" | "w" | "dz", Tensor>;

const inputs = (channels: number): Inputs => ({
  x: tf.tidy(() => tf.add(randomTensor([2, 5, 4, channels], "x"), 1)),
  gamma: randomTensor([channels], "gamma"),
  beta: randomTensor([channels], "beta"),
  w: randomTensor([1, 1, channels, 32], "w"),
  dz: randomTensor([2, 5, 4, 32], "dz"),
});

const apart = (x: Tensor4D, gamma: Tensor, beta: Tensor, w: Tensor4D) => {
  const { y, ...statistics } = batchNorm(x, gamma, beta, EPSILON);
  return { y: conv2d(y, w, GEOMETRY), ...statistics };
};
const together = (x: Tensor4D, gamma: Tensor, beta: Tensor, w: Tensor4D) =>
  batchNormConv2d(x, { gamma, beta, epsilon: EPSILON }, w, GEOMETRY);

const withGradients = (run: typeof apart) => ({ x, gamma, beta, w, dz }: Inputs) => {
  const y = (x: Tensor, gamma: Tensor, beta: Tensor, w: Tensor) =>
    run(x as Tensor4D, gamma, beta, w as Tensor4D).y;
  const [dx, dgamma, dbeta, dw] = tf.grads(y)([x, gamma, beta, w], dz);
  return { ...run(x as Tensor4D, gamma, beta, w as Tensor4D), dx, dgamma, dbeta, dw };
};

for (const channels of [16, 24]) {
  for (const compiled of [false, true]) {
    onEachBackend(
      `batchNormConv2d() of ${channels} channels is batchNorm() and conv2d()${compiled ? ", compiled" : ""}`,
      async () => {
        const given = inputs(channels);
        const wanted = tf.tidy(() => withGradients(apart)(given));
        const found = compiled
          ? await compile(withGradients(together))(given)
          : tf.tidy(() => withGradients(together)(given));
        for (const [name, tensor] of Object.entries(wanted)) {
          assertClose(found[name as keyof typeof found], tensor, 1e-4);
        }
        tf.dispose([given, wanted, found]);
      },
    );
  }
}

onEachBackend("a compiled batchNormConv2d() keeps nothing of the size of its input", async ({ profiler }) => {
  const given = inputs(16);
  profiler!.start();
  const found = await compile(withGradients(together))(given);
  const [call] = profiler!.stop();
  // The second one is by the statistics of the first, when the gradient of the weights wants it.
  assertEquals(call.filter(({ op }) => /FusedBatchNormV3$/.test(op)).length, 2);
  tf.dispose([given, found]);
}, { only: ["tensorflow"] });
