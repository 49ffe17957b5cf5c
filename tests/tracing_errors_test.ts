import { compile, currentBackend, fused, type Tensor, type Tensors, tf, uniform } from "@dragsaw/core/tensor";
import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { onEachBackend } from "./backends.ts";

type Fn = (inputs: Tensors) => Tensors;
const only = { only: ["tensorflow"] };
const run = (fn: Fn, x: Tensor) => compile(fn)({ x });

/** Line of the caller in this file. */
function line(): number {
  return Number(new Error().stack!.split("\n")[2].match(/:(\d+):\d+\)?$/)![1]);
}

/** Tracing `fn` fails with `message`, at `at`; nothing stays behind, and tfjs works as before. */
async function refuses(fn: Fn, message: RegExp, at?: number): Promise<void> {
  const x = tf.tensor1d([1, 0, 1]), before = tf.memory().numTensors;
  const handles = () => (tf.backend() as unknown as { getNumOfTFTensors(): number }).getNumOfTFTensors();
  tf.dispose(x.add(1)); // Its values cross over.
  const held = handles();
  const error = await assertRejects(() => run(fn, x), TypeError);
  assertMatch(error.message, message);
  if (at !== undefined) assertStringIncludes(error.message, `tests/tracing_errors_test.ts:${at}:`);
  assertEquals([tf.memory().numTensors, handles()], [before, held]);
  tf.dispose([x, tf.tidy(() => tf.variable(tf.randomUniform([2])))]);
}

onEachBackend(
  "reading a value inside a compiled function is refused, with its name and the place",
  async () => {
    let at = 0;
    await refuses(
      function readsAtOnce({ x }) {
        at = line() + 1;
        return { y: x.mul(x.dataSync()[0]) };
      },
      /^Reading a tensor's values inside a traced function \("readsAtOnce", at \/.+:\d+:\d+\): .+ return it as an output$/,
    );
    const cases: [number, (x: Tensor) => unknown][] = [
      [line(), (x) => x.arraySync()],
      [line(), (x) => x.bufferSync()],
      [line(), (x) => fused(`reads ${at}`, ({ x }) => ({ y: x.mul(x.sum().dataSync()[0]) }))({ x })],
    ];
    for (const [at, read] of cases) {
      await refuses(({ x }) => (read(x), { x }), /^Reading .+ inside a traced function \(at/, at);
    }
  },
  only,
);

onEachBackend("reading a value inside an asynchronous compiled function is refused as well", async () => {
  const cases: [number, (x: Tensor) => Promise<unknown>][] = [
    [line(), async (x) => await x.data()],
    [line(), async (x) => (await x.array(), { x })],
    [line(), (x) => tf.whereAsync(x.cast("bool"))],
    [line(), (x) => tf.booleanMaskAsync(x, x.cast("bool"))],
  ];
  for (const [at, read] of cases) {
    await refuses(({ x }) => read(x) as unknown as Tensors, /^Reading/, at);
    await refuses(({ x }) => ({ y: read(x) as unknown as Tensor }), /^Reading/, at);
  }
  const later = async (x: Tensor) => (await Promise.resolve(), await x.data());
  await refuses(
    ({ x }) => later(x) as unknown as Tensors,
    /^Tracing a function: it returns a promise, wanted a record of tensors$/,
  );
}, only);

onEachBackend("a tensor that left its compiled function cannot be read, and says so", async () => {
  const escaped: Tensor[] = [], x = tf.scalar(1);
  tf.dispose(await run(({ x }) => (escaped.push(tf.keep(x.add(1))), { x }), x));
  const error = await assertRejects(() => escaped[0].data(), TypeError);
  assertMatch(error.message, /outside of the traced function .+ return it as an output$/);
  tf.dispose([escaped, x]);
}, only);

onEachBackend(
  "a tensor that left its compiled function is not taken for one of another function",
  async () => {
    const escaped: Tensor[] = [], x = tf.scalar(1);
    tf.dispose(await run(({ x }) => (escaped.push(tf.keep(x.add(1))), { x }), x));
    await assertRejects(
      () => run(({ x }) => ({ y: x.add(x.add(2)).add(escaped[0]) }), x),
      RangeError,
      "Tracing: found a tensor of another traced function; pass it as an input",
    );
    tf.dispose([escaped, x]);
  },
  only,
);

onEachBackend("making a variable inside a compiled function is refused, with the place", async () => {
  const layer = { units: 2, kernelInitializer: "zeros" } as const;
  const cases: [number, RegExp, (x: Tensor) => unknown][] = [
    [line(), /^Making a variable "state" inside .+ make it before/, (x) => tf.variable(x, true, "state")],
    [line(), /^Making a variable inside/, (x) => x.variable()],
    [line(), /^Making a variable/, (x) => tf.layers.dense(layer).apply(x.expandDims())],
  ];
  for (const [at, message, make] of cases) await refuses(({ x }) => (make(x), { x }), message, at);
}, only);

onEachBackend("ops whose output size depends on values are refused, with the place", async () => {
  const boxes = () => tf.tensor2d([[0, 0, 1, 1], [0, 0, 2, 2], [1, 1, 2, 2]]);
  const cases: [number, RegExp, (x: Tensor) => unknown][] = [
    [line(), /^Running Unique\w* inside .+ depends on values \(found \[-1\]\)/, (x) => tf.unique(x)],
    [line(), / inside a traced function /, (x) => tf.image.nonMaxSuppression(boxes(), x as tf.Tensor1D, 2)],
    [line(), / inside a traced function /, (x) => tf.setdiff1dAsync(x, [1])],
  ];
  for (const [at, message, use] of cases) {
    await refuses(({ x }) => (catching(use(x)), { x: use(x) as Tensor }), message, at);
  }
}, only);

onEachBackend("what is refused inside a gradient is named by its place there", async () => {
  const x = tf.tensor1d([1, 2]);
  const cases: [number, RegExp, (x: Tensor) => Tensor][] = [
    [line(), /^Reading /, (x) => x.square().mul(x.sum().dataSync()[0])],
    [line(), /^Calling tf.dropout /, (x) => x.mul(2).add(tf.dropout(x, .5))],
  ];
  for (const [at, message, fn] of cases) {
    const error = await assertRejects(() => run(({ x }) => ({ dx: tf.grad(fn)(x) }), x), TypeError);
    assertMatch(error.message, message);
    assertStringIncludes(error.message, `tests/tracing_errors_test.ts:${at}:`);
  }
  x.dispose();
}, { ...only, keepsTensors: true }); // tfjs frees the tape of a gradient only when it ends well

/** So that a promise of tfjs's that fails does so in silence. */
function catching(value: unknown): void {
  if (value instanceof Promise) value.catch(() => {});
}

onEachBackend(
  "drawing numbers that would never change is refused, with the place and what to use",
  async () => {
    const cases: [string, number, (x: Tensor) => unknown][] = [
      ["tf.dropout", line(), (x) => tf.dropout(x, .5)],
      ["tf.dropout", line(), (x) => tf.dropout(x, .5, undefined, 7)],
      ["tf.randomUniform", line(), (x) => tf.randomUniform(x.shape)],
      ["tf.randomUniformInt", line(), (x) => tf.randomUniformInt(x.shape, 0, 9, 7)],
      ["tf.randomNormal", line(), (x) => x.add(tf.randomNormal([3], 0, 1, "float32", 7))],
      ["tf.randomStandardNormal", line(), () => tf.randomStandardNormal([3])],
      ["tf.truncatedNormal", line(), () => tf.tidy(() => tf.truncatedNormal([1000]))],
      ["tf.randomGamma", line(), () => tf.randomGamma([3], 1)],
      ["tf.multinomial", line(), (x) => tf.multinomial(x as tf.Tensor1D, 2, 7)],
      ["tf.rand", line(), () => tf.rand([3], () => .5)],
      ["tf.dropout", line(), (x) => tf.layers.dropout({ rate: .5 }).apply(x, { training: true })],
    ];
    for (const [op, at, draw] of cases) {
      const message = new RegExp(
        `^Calling ${op} inside a traced function .+ same numbers at each call; .+uniform`,
      );
      await refuses(({ x }) => (draw(x), { x }), message, at);
    }
  },
  only,
);

onEachBackend("ops of that kind that draw nothing, and all of them outside, go on as ever", async () => {
  assert(currentBackend()?.trace);
  const x = tf.tensor1d([1, 2, 3]), key = tf.tensor1d([1, 2], "int32");
  const f = compile(({ x, key }) => ({ y: tf.dropout(x, 0).add(uniform([3], key).mul(0)) }));
  const pending = f({ x, key }), outside = tf.dropout(tf.ones([100]), .5);
  assertEquals([...(await pending).y.dataSync()], [1, 2, 3]);
  assert(outside.sum().dataSync()[0] < 200);
  tf.disposeVariables();
}, { ...only, keepsTensors: true });
