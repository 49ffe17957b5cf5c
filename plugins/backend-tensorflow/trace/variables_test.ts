import { type Kernels, type Scalar, type Tensor, tf, type Trace, type Variable } from "@dragsaw/core/tensor";
import { assertEquals } from "@std/assert";
import { tensorflow } from "../mod.ts";

const probe = await tensorflow.probe();
const backend = probe.ok ? await tensorflow.open() : undefined;
const trace = backend?.trace as Trace;
const { momentumStep } = backend?.kernels as Kernels;

/** Registers a test that fails when it leaves a tensor behind, for tfjs or for TensorFlow. */
function test(name: string, fn: () => Promise<void>): void {
  Deno.test({
    name,
    ignore: backend === undefined,
    async fn() {
      const engine = tf.engine().backend as unknown as { getNumOfTFTensors(): number };
      const counts = () => [tf.memory().numTensors, engine.getNumOfTFTensors()];
      const before = counts();
      await fn();
      assertEquals(counts(), before, "Tensors were left behind");
    },
  });
}

const variable = (...values: number[]): Variable => tf.tidy(() => tf.variable(tf.tensor1d(values)));
const read = (x: Tensor) => [...x.dataSync()];

/** w -= v with v = g: in place. */
function descend(weight: Variable, velocity: Variable, gradient: Tensor): void {
  const by = { rate: tf.scalar(1) as Scalar, momentum: tf.scalar(0) as Scalar, nesterov: false };
  momentumStep({ weight, velocity }, gradient, by);
}

test("a value of a variable that somebody holds stays what it was through steps", async () => {
  const w = variable(5, 7), v = variable(0, 0), g = tf.tensor1d([1, 2]);
  const step = trace(({ g }: { g: Tensor }) => {
    descend(w, v, g);
    return {};
  });
  await step({ g });
  const unread = w.clone(), other = variable(0, 0);
  other.assign(w);
  await step({ g });
  assertEquals(read(w), [3, 3]);
  assertEquals(read(unread), [4, 5]);
  assertEquals(read(other), [4, 5]);
  await step({ g });
  assertEquals([read(w), read(unread), read(other)], [[2, 1], [4, 5], [4, 5]]);
  tf.dispose([w, v, g, unread, other]);
});

test("a variable that is assigned between steps goes on from there", async () => {
  const w = variable(5), v = variable(0), g = tf.tensor1d([1]);
  const step = trace(({ g }: { g: Tensor }) => {
    descend(w, v, g);
    return {};
  });
  await step({ g });
  w.assign(g);
  await step({ g });
  assertEquals(read(w), [0]);
  tf.dispose([w, v, g]);
});

test("two functions share a variable", async () => {
  const w = variable(5), v = variable(0), g = tf.tensor1d([1]);
  const step = trace(({ g }: { g: Tensor }) => {
    descend(w, v, g);
    return {};
  });
  const double = trace(() => ({ y: w.mul(2) }));
  for (const wanted of [8, 6]) {
    await step({ g });
    const { y } = await double({});
    assertEquals(read(y), [wanted]);
    y.dispose();
  }
  tf.dispose([w, v, g]);
});

test("what a function took of a variable before its update stays so within", async () => {
  const w = variable(5), v = variable(0), g = tf.tensor1d([1]);
  const step = trace(({ g }: { g: Tensor }) => {
    const before = w.clone(), square = w.square();
    descend(w, v, g);
    const between = w.clone();
    descend(w, v, g);
    return { before, square, between, after: w.clone() };
  });
  for (const [before, square, between, after] of [[5, 25, 4, 3], [3, 9, 2, 1]]) {
    const results = await step({ g });
    assertEquals(Object.values(results).map((x) => read(x)[0]), [before, square, between, after]);
    tf.dispose(Object.values(results));
  }
  assertEquals(read(w), [1]);
  tf.dispose([w, v, g]);
});

test("variables can change places within a function", async () => {
  const a = variable(1), b = variable(2), c = variable(3);
  const turn = trace(() => {
    const first = a.clone();
    a.assign(b);
    b.assign(c);
    c.assign(first);
    return {};
  });
  await turn({});
  await turn({});
  assertEquals([a, b, c].map((x) => read(x)[0]), [3, 1, 2]);
  tf.dispose([a, b, c]);
});

test("variables that share their data are told apart once one is updated", async () => {
  const teacher = variable(5), student = variable(0), v = variable(0), g = tf.tensor1d([1]);
  student.assign(teacher);
  const step = trace(({ g }: { g: Tensor }) => {
    descend(student, v, g);
    return { distance: teacher.sub(student) };
  });
  for (const wanted of [1, 2]) {
    const { distance } = await step({ g });
    assertEquals(read(distance), [wanted]);
    distance.dispose();
  }
  assertEquals([read(teacher), read(student)], [[5], [3]]);
  tf.dispose([teacher, student, v, g]);
});
