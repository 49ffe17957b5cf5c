import { assertClose, checkGradient, randomTensor } from "@dragsaw/core/testing";
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import type { Precision, Tensors } from "./backend.ts";
import { compile } from "./compile.ts";
import { fused } from "./fused.ts";
import { conv2d } from "./ops/mod.ts";
import type { Tensor, Tensor4D } from "./tf.ts";
import { tf } from "./tf.ts";

/** y = tanh(x) scale, s = sums of columns; `at` has no gradient, `unused` none that is not 0. */
const plain = ({ x, scale, at }: Tensors) => ({
  y: tf.mul(tf.tanh(x), scale),
  s: tf.sum(x, 0),
  picked: tf.add(at, 1),
});
const fusedPlain = fused("tanh", plain);

const inputs = () => ({
  x: randomTensor([6, 5], "x"),
  scale: randomTensor([5], "scale"),
  at: tf.tensor1d([1, 2], "int32"),
  unused: randomTensor([3], "unused"),
});

/** A function's results and the gradients of <results, r>. */
function withGradients(fn: (inputs: Tensors) => Tensors): (inputs: Tensors) => Tensors {
  return ({ at, ...floats }) => {
    const keys = Object.keys(floats);
    const all = (xs: Tensor[]) => fn({ at, ...Object.fromEntries(keys.map((key, i) => [key, xs[i]])) });
    const product = (...xs: Tensor[]) => {
      const { y, s } = all(xs);
      const unused = tf.mul(tf.sum(xs[keys.indexOf("unused")]), 0);
      return tf.addN([tf.sum(tf.mul(y, tf.cos(y))), tf.sum(tf.square(s)), unused]).asScalar();
    };
    const grads = tf.grads(product)(Object.values(floats));
    const { y, s, picked } = all(Object.values(floats));
    return { y, s, picked, ...Object.fromEntries(keys.map((key, i) => [`d${key}`, grads[i]])) };
  };
}

for (const precision of ["float32", "bfloat16"] as Precision[]) {
  onEachBackend(
    `fused() gives the results and gradients of the function, compiled in ${precision}`,
    async () => {
      const given = inputs();
      const wanted = tf.tidy(() => withGradients(plain)(given));
      const found = await compile(withGradients(fusedPlain), { precision })(given);
      assertEquals(Object.keys(found), Object.keys(wanted));
      for (const [name, tensor] of Object.entries(wanted)) {
        assertEquals([found[name].dtype, found[name].shape], [tensor.dtype, tensor.shape]);
        assertClose(found[name], tensor, 1e-5, undefined, name);
      }
      tf.dispose([given, wanted, found]);
    },
  );
}

onEachBackend("fused() gives the results and gradients of the function op by op", () => {
  const given = inputs();
  tf.tidy(() => {
    const wanted = withGradients(plain)(given);
    for (const [name, tensor] of Object.entries(withGradients(fusedPlain)(given))) {
      assertClose(tensor, wanted[name], 1e-6, undefined, name);
    }
  });
  checkGradient(({ x, scale }) => fusedPlain({ ...given, x, scale }).y, { x: given.x, scale: given.scale });
  tf.dispose(given);
});

onEachBackend("fused() has the gradient of a trained variable, compiled", async () => {
  const weight = tf.tidy(() => tf.variable(randomTensor([5], "weight"))), x = randomTensor([6, 5], "x");
  const scaled = fused("scale of a variable", ({ x, w }) => ({ y: tf.square(tf.mul(x, w)) }));
  const loss = (fn: typeof scaled) => () => tf.sum(fn({ x, w: weight }).y).asScalar();
  const gradient = (fn: typeof scaled) => {
    const { value, grads } = tf.variableGrads(loss(fn), [weight]);
    return { value, dw: grads[weight.name] };
  };
  const found = await compile(() => gradient(scaled))({});
  const wanted = tf.tidy(() => gradient(({ x, w }) => ({ y: tf.square(tf.mul(x, w)) })));
  assertClose(found.value, wanted.value);
  assertClose(found.dw, wanted.dw);
  tf.dispose([weight, x, found, wanted]);
});

onEachBackend(
  "fused() keeps a large result in bfloat16 where its input is, and sums in float32",
  async () => {
    const x = randomTensor([1, 8, 8, 4], "x") as Tensor4D, w = randomTensor([1, 1, 4, 4], "w") as Tensor4D;
    const doubled = fused("double with sums", ({ x }) => ({ y: tf.mul(x, 2), s: tf.sum(x, [0, 1, 2]) }));
    const f = compile(({ x, w }) => {
      const features = conv2d(x as Tensor4D, w as Tensor4D, { stride: 1, dilation: 1, padding: 0 });
      return { features, ...doubled({ x: features }) };
    }, { precision: "bfloat16" });
    const { features, y, s } = await f({ x, w });
    const rounded = (tensor: Tensor) =>
      new Uint32Array(tensor.dataSync().slice().buffer).every((bits) => (bits & 0xffff) === 0);
    assertEquals([rounded(features), rounded(y), rounded(s)], [true, true, false]);
    tf.tidy(() => {
      assertClose(y, tf.mul(features, 2), 0, 0);
      assertClose(s, tf.sum(features, [0, 1, 2]), 1e-5);
    });
    tf.dispose([x, w, features, y, s]);
  },
  { only: ["tensorflow"] },
);

onEachBackend("fused() makes one kernel for a name and shapes of named inputs", async (backend) => {
  let runs = 0;
  const sub = fused("counted difference", ({ a, b }) => (runs++, { y: tf.sub(a, b) }));
  const f = compile(({ x, y }) => ({
    first: sub({ a: x, b: y }).y,
    again: sub({ a: y, b: x }).y,
    otherOrder: sub({ b: x, a: y }).y,
    otherShape: sub({ a: tf.concat([x, y]), b: tf.concat([y, y]) }).y,
  }));
  const x = tf.tensor1d([5, 7]), y = tf.tensor1d([1, 2]);
  const results = await f({ x, y });
  const values = Object.values(results).map((tensor) => [...tensor.dataSync()]);
  assertEquals(values, [[4, 5], [-4, -5], [-4, -5], [4, 5, 0, 0]]);
  assertEquals(runs, backend.trace ? 3 : 4);
  const again = await compile(({ x, y }) => sub({ a: x, b: y }))({ x, y });
  assertEquals([...again.y.dataSync()], [4, 5]);
  assertEquals(runs, backend.trace ? 3 : 5);
  tf.dispose([x, y, results, again]);
});

onEachBackend(
  "fused() goes through what is returned as it came, and one result under two names",
  async () => {
    const f = fused("as it came", ({ x }) => {
      const y = tf.mul(x, 2);
      return { x, y, again: y };
    });
    const x = tf.tensor1d([1, 2]);
    const found = await compile(({ x }) => f({ x }))({ x });
    assertEquals(Object.values(found).map((each) => [...each.dataSync()]), [[1, 2], [2, 4], [2, 4]]);
    tf.dispose([x, found]);
  },
  { keepsTensors: true },
);

onEachBackend("fused() inside of fused() is part of the outer kernel", async () => {
  const inner = fused("inner", ({ x }) => ({ y: tf.square(x) }));
  const outer = fused("outer", ({ x }) => ({ y: tf.add(inner({ x: tf.tanh(x) }).y, inner({ x }).y) }));
  const value = (x: Tensor) => tf.add(tf.square(tf.tanh(x)), tf.square(x));
  const x = randomTensor([40], "x");
  const found = await compile(({ x }) => ({ y: outer({ x }).y, dx: tf.grad((x) => outer({ x }).y)(x) }))({
    x,
  });
  tf.tidy(() => {
    assertClose(found.y, value(x));
    assertClose(found.dx, tf.grad(value)(x));
  });
  tf.dispose([x, found]);
});

onEachBackend("fused() refuses variables and tensors from outside when it is compiled", async () => {
  const variable = tf.tidy(() => tf.variable(tf.scalar(2))), x = tf.tensor1d([1, 2]);
  const [small, large] = [tf.scalar(3), tf.fill([300], 3)].map((
    tensor,
  ) => (tf.dispose(tensor.add(0)), tensor));
  const cases: Record<string, (x: Tensor) => Tensor> = {
    variable: (x) => tf.mul(x, variable),
    small: (x) => tf.mul(x, small),
    large: (x) => tf.mul(x, tf.sum(large)),
  };
  for (const [name, fn] of Object.entries(cases)) {
    const f = compile(function step({ x }) {
      return fused(`captures ${name}`, ({ x }) => ({ y: fn(x) }))({ x });
    });
    const { message } = await assertRejects(() => f({ x }), TypeError);
    assertMatch(
      message,
      /^Using a variable or another tensor from outside in fused\(\) inside a traced function \("step".*\): one kernel serves all calls; pass it as an input of the fused function$/,
    );
  }
  const traced = compile(({ x }) => {
    const hidden = tf.mul(x, 2);
    return fused("captures what is traced", ({ x }) => ({ y: tf.mul(x, hidden) }))({ x });
  });
  assertMatch((await assertRejects(() => traced({ x }), TypeError)).message, /pass it as an input/);
  tf.dispose([variable, x, small, large]);
}, { only: ["tensorflow"] });
