import { assertClose } from "@dragsaw/core/testing";
import { assertEquals, assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import { compile } from "../compile.ts";
import type { Scalar, Tensor, Variable } from "../tf.ts";
import { tf } from "../tf.ts";
import { recomputed } from "./recomputed.ts";

const weight = (values: number[], trainable = true): Variable =>
  tf.tidy(() => tf.variable(tf.tensor1d(values), trainable));

/** tanh(x w) + x: uses its input twice. */
const layer = (x: Tensor, w: Tensor): Tensor => tf.tidy(() => tf.add(tf.tanh(tf.mul(x, w)), x));

interface Result {
  readonly value: Tensor;
  readonly dx: Tensor;
  readonly dw: Tensor;
}

/** Two layers by `run`, then a sum of squares that sees both. */
function result(x: Tensor, w: Variable, run: (x: Tensor, fn: (x: Tensor) => Tensor) => Tensor): Result {
  const start = tf.variable(x, true);
  const loss = () =>
    tf.tidy(() => {
      const first = run(start, (x) => layer(x, w));
      const second = run(first, (x) => layer(x, w));
      return tf.sum(tf.mul(second, first)) as Scalar;
    });
  const { value, grads } = tf.variableGrads(loss, [start, w]);
  start.dispose();
  return { value, dx: grads[start.name], dw: grads[w.name] };
}

onEachBackend("recomputed() gives the gradients of its inputs and of the variables in it", () => {
  const w = weight([.5, -1, 2]);
  tf.tidy(() => {
    const x = tf.tensor2d([[1, 2, 3], [-1, .3, .7]]);
    const plain = result(x, w, (x, fn) => fn(x));
    const again = result(x, w, (x, fn) => recomputed([x], ([x]) => fn(x)));
    for (const name of ["value", "dx", "dw"] as const) assertClose(again[name], plain[name], 1e-6);
  });
  w.dispose();
});

onEachBackend("recomputed() inside another, and traced, gives the same", async () => {
  const w = weight([.5, -1, 2]);
  const plain = (x: Tensor) => tf.sum(layer(layer(x, w), w)) as Scalar;
  const nested = (x: Tensor) =>
    recomputed([x], ([x]) => {
      const y = recomputed([x], ([x]) => layer(x, w));
      return tf.sum(layer(y, w)) as Scalar;
    });
  const x = tf.tensor1d([1, -2, .5]);
  const [wanted, found] = await Promise.all([plain, nested].map(async (fn) => {
    const { dw } = await compile(({ x }) => ({ dw: tf.variableGrads(() => fn(x), [w]).grads[w.name] }))({
      x,
    });
    const values = await dw.data();
    dw.dispose();
    return values;
  }));
  assertClose(found, wanted, 1e-6);
  tf.dispose([x, w]);
});

onEachBackend("recomputed() runs again for a gradient, and only then", () => {
  tf.tidy(() => {
    const runs: boolean[] = [];
    const square = (x: Tensor) => recomputed([x], ([x], again) => (runs.push(again), tf.square(x)));
    const x = tf.scalar(3);
    assertClose(square(x), [9]);
    assertEquals(runs, [false]);
    assertClose(tf.grad(square)(x), [6]);
    assertEquals(runs, [false, false, true]);
  });
});

onEachBackend("recomputed() keeps its inputs alone until the gradient, and nothing after it", () => {
  const x = tf.ones([4]), before = tf.memory().numTensors;
  const kept = (run: (x: Tensor, fn: (x: Tensor) => Tensor) => Tensor) => {
    let buffers = 0;
    tf.tidy(() =>
      void tf.grad((x) => {
        const start = tf.memory().numDataBuffers;
        const y = tf.tidy(() => run(x, (x) => tf.tidy(() => tf.tanh(tf.tanh(tf.tanh(x))))));
        buffers = tf.memory().numDataBuffers - start;
        return y;
      })(x)
    );
    return buffers;
  };
  assertEquals(kept((x, fn) => fn(x)), 3, "each result");
  assertEquals(kept((x, fn) => recomputed([x], ([x]) => fn(x))), 1, "the last one");
  assertEquals(tf.memory().numTensors, before);
  x.dispose();
});

onEachBackend(
  "recomputed() hands inputs without a gradient on, and gives zeros for those without use",
  () => {
    tf.tidy(() => {
      const key = tf.tensor1d([2, 3], "int32"), x = tf.tensor1d([1, 2]), idle = tf.tensor1d([4, 5]);
      const [dx, unused] = tf.grads((x, idle) =>
        recomputed([key, x, idle], ([key, x]) => tf.mul(x, tf.cast(key, "float32")))
      )([x, idle]);
      assertClose(dx, [2, 3]);
      assertClose(unused, [0, 0]);
    });
  },
);

onEachBackend("recomputed() gives no gradient to what is not trained", () => {
  const average = weight([2], false), w = weight([3]);
  tf.tidy(() => {
    const { grads } = tf.variableGrads(() => recomputed([], () => tf.sum(tf.mul(average, w))) as Scalar);
    assertEquals(Object.keys(grads), [w.name]);
    assertClose(grads[w.name], [2]);
  });
  tf.dispose([average, w]);
});

onEachBackend("recomputed() refuses a tensor that it is not given: its gradient would be lost", () => {
  tf.tidy(() => {
    const leaky = (x: Tensor) => {
      const y = tf.neg(x);
      return recomputed([x], ([x]) => tf.add(x, y));
    };
    assertThrows(
      () => tf.grad(leaky)(tf.tensor1d([1, 2, 3])),
      Error,
      "Cannot recompute: found a tensor [3] from outside, pass it as an input",
    );
  });
});
