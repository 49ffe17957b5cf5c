import { batchNormalization, createParameters } from "@dragsaw/core/model";
import { assertClose, plainForward, randomTensor } from "@dragsaw/core/testing";
import { assertEquals } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import type { Precision } from "../backend.ts";
import { compile } from "../compile.ts";
import type { Tensor, Tensor4D } from "../tf.ts";
import { tf } from "../tf.ts";
import { batchNorm, batchNormBy, batchNormRelu } from "./batch_norm.ts";
import { conv2d } from "./conv2d.ts";
import { relu } from "./relu.ts";

const EPSILON = 1e-3;
const only = { only: ["tensorflow"] };
/** Results and gradients may be off by these shares of the largest value: rounding of sums, and of whole maps to 8 bits. */
const TOLERANCE: Readonly<Record<Precision, number>> = { float32: 1e-5, bfloat16: 8e-3 };

type Norm = typeof batchNorm;
const composition: Norm = (x, gamma, beta, epsilon) => batchNormBy(undefined, x, gamma, beta, epsilon);
const clippedComposition: Norm = (...given) => {
  const normalized = composition(...given);
  return { ...normalized, y: relu(normalized.y) };
};
const NORMS = [[batchNorm, composition], [batchNormRelu, clippedComposition]] as const;

/** Results and gradients behind a convolution that changes nothing, which gives bfloat16 where that is asked for. */
const withGradients = (norm: Norm) => (inputs: Record<"x" | "gamma" | "beta" | "dy" | "one", Tensor>) => {
  const { dy, one } = inputs;
  const run = (x: Tensor, gamma: Tensor, beta: Tensor) => {
    const same = conv2d(x as Tensor4D, one as Tensor4D, { stride: 1, dilation: 1, padding: 0 });
    return norm(same, gamma, beta, EPSILON);
  };
  const xs = [inputs.x, inputs.gamma, inputs.beta];
  const [dx, dgamma, dbeta] = tf.grads((x, gamma, beta) => run(x, gamma, beta).y)(xs, dy);
  return { ...run(inputs.x, inputs.gamma, inputs.beta), dx, dgamma, dbeta };
};

/** Inputs with few digits, so that bfloat16 has them too. */
function inputs(channels: number) {
  const short = (shape: number[], name: string) =>
    tf.tidy(() => tf.div(tf.round(tf.mul(randomTensor(shape, name), 32)), 32));
  return {
    x: tf.tidy(() => tf.add(short([2, 9, 7, channels], "x"), 1)),
    gamma: short([channels], "gamma"),
    beta: short([channels], "beta"),
    dy: short([2, 9, 7, channels], "dy"),
    one: tf.tidy(() => tf.eye(channels).reshape([1, 1, channels, channels])),
  };
}

for (const precision of ["float32", "bfloat16"] as const) {
  for (const channels of [16, 24]) {
    for (const [norm, composition] of NORMS) {
      onEachBackend(
        `${norm.name}() of ${channels} channels, compiled in ${precision}, is the composition in float32`,
        async () => {
          const given = inputs(channels);
          const wanted = tf.tidy(() => withGradients(composition)(given));
          const found = await compile(withGradients(norm), { precision })(given);
          for (const [name, tensor] of Object.entries(wanted)) {
            assertClose(found[name as keyof typeof found], tensor, TOLERANCE[precision], undefined, name);
          }
          tf.dispose([given, wanted, found]);
        },
        only,
      );
    }
  }
}

onEachBackend(
  "batchNorm() compiled treats its first 16 channels alike, whether there are 16 or 24",
  async () => {
    const wide = inputs(24);
    const narrow = {
      ...tf.tidy(() => ({
        x: tf.slice(wide.x, [0, 0, 0, 0], [-1, -1, -1, 16]),
        dy: tf.slice(wide.dy, [0, 0, 0, 0], [-1, -1, -1, 16]),
        gamma: tf.slice(wide.gamma, 0, 16),
        beta: tf.slice(wide.beta, 0, 16),
      })),
      one: tf.tidy(() => tf.eye(16).reshape([1, 1, 16, 16])),
    };
    const of24 = await compile(withGradients(batchNorm))(wide);
    const of16 = await compile(withGradients(batchNorm))(narrow);
    tf.tidy(() => {
      for (const [name, tensor] of Object.entries(of16)) {
        const all = of24[name as keyof typeof of24];
        const first = tf.slice(all, tensor.shape.map(() => 0), tensor.shape);
        assertClose(tensor, first, 1e-5, undefined, name);
      }
    });
    tf.dispose([wide, narrow, of24, of16]);
  },
  only,
);

onEachBackend("a compiled layer moves its running statistics as the plain one does", async () => {
  for (const channels of [16, 24]) {
    const { x, ...rest } = inputs(channels);
    const statistics: Float32Array[][] = [];
    for (const trace of [true, false]) {
      const parameters = createParameters(0);
      const layer = batchNormalization(parameters, "norm", { channels });
      const run = compile(({ x }) => ({ y: layer(x as Tensor4D, plainForward(true)) }), { trace });
      for (let step = 0; step < 3; step++) tf.dispose(await run({ x }));
      const state = parameters.all.filter(({ trainable }) => !trainable);
      assertEquals(state.length, 2);
      statistics.push(state.map(({ variable }) => variable.dataSync() as Float32Array));
      parameters.dispose();
    }
    statistics[0].forEach((found, i) => assertClose(found, statistics[1][i], 1e-6));
    tf.dispose([x, rest]);
  }
}, only);
