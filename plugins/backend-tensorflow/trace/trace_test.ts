import { type Tensor, type Tensor4D, type Tensors, tf, type Trace } from "@dragsaw/core/tensor";
import { assert, assertEquals, assertGreater, assertLess, assertMatch, assertRejects } from "@std/assert";
import { TensorFlowError } from "../error.ts";
import { tensorflow } from "../mod.ts";

const probe = await tensorflow.probe();
const backend = probe.ok ? await tensorflow.open() : undefined;
const kernels = backend?.kernels as Required<NonNullable<typeof backend>["kernels"]>;
const trace = backend?.trace as Trace;

/** Registers a test that fails when it leaves a tensor behind. */
function test(name: string, fn: () => void | Promise<void>): void {
  Deno.test({
    name,
    ignore: backend === undefined,
    async fn() {
      const before = tf.memory().numTensors;
      await fn();
      assertEquals(tf.memory().numTensors - before, 0, "Tensors were left behind");
    },
  });
}

const noise = (shape: number[], seed: number) =>
  tf.tidy(() => kernels.statelessUniform(shape, tf.tensor1d([seed, 7], "int32")).sub(.5));
/** Values of a result, which is disposed of. */
const take = (x: Tensor) => {
  const values = x.dataSync();
  x.dispose();
  return [...values];
};

const batchNorm = tf.customGrad((...parameters: unknown[]) => {
  const [x, gamma, beta, save] = parameters as [Tensor4D, Tensor, Tensor, (tensors: Tensor[]) => void];
  const { y, reserved } = kernels.batchNorm(x, gamma, beta, 1e-5);
  save([x, gamma, ...reserved]);
  return {
    value: y,
    gradFunc: (dy: Tensor, saved: Tensor[]) => {
      const [x, gamma, ...reserved] = saved;
      return kernels.batchNormGradient(dy as Tensor4D, x as Tensor4D, gamma, reserved, 1e-5);
    },
  };
});

/** A small network with batch norm, trained by Adam with its state in variables. */
function newTraining() {
  const initial = [noise([3, 3, 2, 4], 1), tf.ones([4]), tf.zeros([4]), noise([3, 3, 4, 1], 2)];
  const variable = (value: Tensor) => tf.variable(value);
  const weights = initial.map(variable);
  const zeros = () => initial.map((value) => tf.tidy(() => variable(tf.zerosLike(value))));
  const first = zeros(), second = zeros(), count = tf.tidy(() => variable(tf.scalar(0)));
  tf.dispose(initial);

  const loss = (x: Tensor, target: Tensor) => {
    const [w, gamma, beta, head] = weights;
    const features = batchNorm(x.conv2d(w as Tensor4D, 1, "same"), gamma, beta).relu();
    const y = features.maxPool(2, 2, "same").conv2d(head as Tensor4D, 1, "same");
    return y.sub(target).square().mean() as tf.Scalar;
  };
  const step = ({ x, target }: { x: Tensor; target: Tensor }) => {
    const { value, grads } = tf.variableGrads(() => loss(x, target), weights as tf.Variable[]);
    count.assign(count.add(1));
    weights.forEach((weight, i) => {
      const gradient = grads[weight.name];
      first[i].assign(first[i].mul(.9).add(gradient.mul(.1)));
      second[i].assign(second[i].mul(.999).add(gradient.square().mul(.001)));
      const m = first[i].div(tf.scalar(1).sub(tf.pow(.9, count)));
      const v = second[i].div(tf.scalar(1).sub(tf.pow(.999, count)));
      weight.assign(weight.sub(m.div(v.sqrt().add(1e-8)).mul(.01)));
    });
    return { loss: value as Tensor };
  };
  const all = [...weights, ...first, ...second, count];
  return { step, state: () => all.flatMap((each) => [...each.dataSync()]), dispose: () => tf.dispose(all) };
}

type Step = (inputs: { x: Tensor; target: Tensor }) => Promise<{ loss: Tensor }>;

/** Trains for some steps. @returns Losses, then all state. */
async function train(steps: number, traced: boolean): Promise<number[]> {
  const x = noise([2, 8, 8, 2], 3), target = noise([2, 4, 4, 1], 4);
  const training = newTraining();
  const run: Step = traced
    ? trace(training.step)
    : (inputs) => Promise.resolve(tf.tidy(() => training.step(inputs)));
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) losses.push(...take((await run({ x, target })).loss));
  const result = [...losses, ...training.state()];
  training.dispose();
  tf.dispose([x, target]);
  return result;
}

test("trace() trains to the numbers of eager steps", async () => {
  const eager = await train(5, false), traced = await train(5, true);
  assertLess(eager[4], eager[0], "The loss falls");
  eager.forEach((value, i) =>
    assert(Math.abs(value - traced[i]) <= 1e-5, `${i}: ${value} eager, ${traced[i]} traced`)
  );
});

test("trace() gives the same bits each time", async () => {
  assertEquals(await train(5, true), await train(5, true));
});

test("trace() keeps the number of tensors and handles over 300 calls", async () => {
  const x = noise([2, 8, 8, 2], 3), target = noise([2, 4, 4, 1], 4);
  const training = newTraining();
  const step = trace(training.step);
  take((await step({ x, target })).loss);
  const engine = tf.engine().backend as unknown as { getNumOfTFTensors(): number };
  const before = [tf.memory().numTensors, engine.getNumOfTFTensors()];
  for (let i = 0; i < 300; i++) take((await step({ x, target })).loss);
  assertEquals([tf.memory().numTensors, engine.getNumOfTFTensors()], before);
  training.dispose();
  tf.dispose([x, target]);
});

test("trace() leaves the event loop free while it runs", async () => {
  const x = noise([900, 900], 5);
  const power = trace(({ x }: { x: Tensor }) => {
    let y = x;
    for (let i = 0; i < 12; i++) y = y.matMul(x).mul(.01);
    return { sum: y.sum() };
  });
  take((await power({ x })).sum);
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  take((await power({ x })).sum);
  clearInterval(timer);
  assertGreater(ticks, 3);
  x.dispose();
});

test("trace() refuses to read a value inside, and leaves variables alone", async () => {
  const v = tf.tidy(() => tf.variable(tf.scalar(3)));
  const read = trace(({ x }: Tensors) => {
    v.assign(v.add(1));
    return { y: x.mul(v.dataSync()[0]) };
  });
  const x = tf.scalar(2);
  const error = await assertRejects(() => read({ x }), TypeError);
  assertMatch(error.message, /inside a traced function/);
  assertEquals([...v.dataSync()], [3]);
  tf.dispose([v, x]);
});

test("trace() records anew for another shape or dtype", async () => {
  let runs = 0;
  const double = trace(({ x }: Tensors) => (runs++, { y: x.mul(tf.scalar(2, x.dtype)) }));
  const inputs = [tf.tensor1d([1]), tf.tensor1d([1, 2]), tf.tensor1d([1], "int32"), tf.tensor1d([5])];
  const results = [];
  for (const x of inputs) results.push(take((await double({ x })).y));
  assertEquals(results, [[2], [2, 4], [2], [10]]);
  assertEquals(runs, 3);
  tf.dispose(inputs);
});

test("trace() refuses a seventeenth shape", async () => {
  const identity = trace(({ x }: Tensors) => ({ y: x.mul(1) }));
  for (let size = 1; size <= 17; size++) {
    const x = tf.zeros([size]);
    if (size < 17) take((await identity({ x })).y);
    else await assertRejects(() => identity({ x }), RangeError, "16 other shapes");
    x.dispose();
  }
});

test("trace() takes a variable's value anew at each call, and what it captured as it was", async () => {
  const [v, w] = tf.tidy(() => [tf.variable(tf.scalar(1)), tf.variable(tf.fill([400], 1))]);
  const captured = tf.fill([400], 10);
  const sum = trace(({ x }: Tensors) => ({ y: x.add(v).add(captured.sum()).add(w.sum()) }));
  const x = tf.scalar(0);
  assertEquals(take((await sum({ x })).y), [4401]);
  tf.tidy(() => (v.assign(tf.scalar(2)), w.assign(tf.fill([400], 2))));
  captured.dispose();
  assertEquals(take((await sum({ x })).y), [4802]);
  tf.dispose([v, w, x]);
});

test("trace() tells variables apart that share their data", async () => {
  const student = tf.tidy(() => tf.variable(tf.scalar(1)));
  const teacher = tf.variable(student);
  const step = trace(({ x }: Tensors) => {
    student.assign(student.add(x));
    teacher.assign(teacher.mul(.5).add(student.mul(.5)));
    return { both: tf.stack([student, teacher]) };
  });
  const x = tf.scalar(1);
  assertEquals(take((await step({ x })).both), [2, 1.5]);
  assertEquals(take((await step({ x })).both), [3, 2.25]);
  assertEquals([...student.dataSync(), ...teacher.dataSync()], [3, 2.25]);
  tf.dispose([student, teacher, x]);
});

test("trace() returns inputs, constants and one tensor twice", async () => {
  const f = trace(({ x }: Tensors) => ({ x, again: x, one: tf.scalar(1), text: tf.tensor(["a"]) }));
  const x = tf.tensor1d([1, 2]);
  const { x: same, again, one, text } = await f({ x }) as Record<string, Tensor>;
  assertEquals([take(same), take(again), take(one)], [[1, 2], [1, 2], [1]]);
  assertEquals(text.dataSync<"string">(), ["a"]);
  tf.dispose([x, text]);
});

test("trace() leaves tensors of before usable that it was the first to use", async () => {
  const before = tf.tensor1d([1, 2, 3]); // Its values cross over at its first use, which is inside.
  const f = trace(({ x }: Tensors) => ({ y: x.add(before) }));
  const x = tf.scalar(1);
  assertEquals(take((await f({ x })).y), [2, 3, 4]);
  assertEquals(take(before.add(1)), [2, 3, 4]);
  tf.dispose([before, x]);
});

test("trace() runs calls in their order, with inputs disposed of at once", async () => {
  const v = tf.tidy(() => tf.variable(tf.scalar(0)));
  const step = trace(({ x }: Tensors) => (v.assign(v.mul(10).add(x)), {}));
  await Promise.all([1, 2, 3].map((digit) => {
    const x = tf.scalar(digit), turn = step({ x });
    x.dispose();
    return turn;
  }));
  assertEquals([...v.dataSync()], [123]);
  v.dispose();
});

test("trace() gathers and takes gradients of a dilated convolution", async () => {
  const x = noise([1, 9, 9, 2], 6) as Tensor4D, w = noise([3, 3, 2, 3], 7) as Tensor4D;
  const geometry = { stride: 1, dilation: 2, padding: 2 };
  const f = ({ x, w }: Tensors) => {
    const y = tf.conv2d(x as Tensor4D, w as Tensor4D, 1, "same");
    const dilated = kernels.conv2dWeightGradient?.(x as Tensor4D, [3, 3, 2, 3], y as Tensor4D, geometry) ?? y;
    return { picked: tf.gather(y.reshape([-1, 3]), tf.tensor1d([3, 1], "int32")), dilated };
  };
  const eager = tf.tidy(() => f({ x, w })), traced = await trace(f)({ x, w });
  const close = (a: number[], b: number[]) => a.forEach((value, i) => assert(Math.abs(value - b[i]) < 1e-5));
  close(take(traced.picked), take(eager.picked));
  close(take(traced.dilated), take(eager.dilated));
  tf.dispose([x, w]);
});

test("trace() carries TensorFlow's message when the run fails", async () => {
  const rows = noise([300, 2], 8);
  const f = trace(function pick({ at }: Tensors) {
    return { y: tf.gather(rows, at as tf.Tensor1D) };
  });
  const good = tf.tensor1d([1], "int32"), bad = tf.tensor1d([300], "int32");
  take((await f({ at: good })).y);
  const error = await assertRejects(() => f({ at: bad }), TensorFlowError);
  assertMatch(
    error.message,
    /^traced_pick_\d+: INVALID_ARGUMENT: .*indices\[0\] = 300 is not in \[0, 300\)/s,
  );
  assertEquals(take((await f({ at: good })).y).length, 2, "It still works");
  tf.dispose([rows, good, bad]);
});

test("trace() refuses output sizes that depend on values, new variables and promises", async () => {
  const x = tf.tensor1d([1, 0]);
  const cases: [(inputs: Tensors) => Tensors, RegExp][] = [
    [({ x }) => ({ y: tf.unique(x).values }), /^Running Unique\w* inside .*: the size .* depends on values/],
    [({ x }) => ({ y: tf.variable(x, true, "made-inside") }), /^Making a variable "made-inside"/],
    [(() => Promise.resolve({})) as unknown as (inputs: Tensors) => Tensors, /returns a promise/],
  ];
  for (const [fn, message] of cases) {
    assertMatch((await assertRejects(() => trace(fn)({ x }), TypeError)).message, message);
  }
  x.dispose();
});

test("trace() leaves nothing behind when the function fails", async () => {
  const engine = tf.engine().backend as unknown as { getNumOfTFTensors(): number };
  const [x, large] = [tf.scalar(1), tf.fill([1000], 1)];
  const before = engine.getNumOfTFTensors();
  const fail = trace(({ x }: Tensors) => {
    tf.keep(x.add(large)).dispose();
    throw new Error("on purpose");
  });
  await assertRejects(() => fail({ x }), Error, "on purpose");
  assertEquals(engine.getNumOfTFTensors(), before);
  tf.dispose([x, large]);
});

test("trace() names a tensor that escaped from it", async () => {
  let escaped: Tensor | undefined;
  const f = trace(({ x }: Tensors) => ({ y: escaped = tf.keep(x.add(1)) }));
  const x = tf.scalar(1);
  take((await f({ x })).y);
  await assertRejects(
    async () => await Promise.resolve(escaped!.add(1)),
    RangeError,
    "inside a traced function",
  );
  tf.dispose([x, escaped!]);
});
