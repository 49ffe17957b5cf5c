import { assertClose } from "@dragsaw/core/testing";
import { assertEquals } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { compile } from "./compile.ts";
import { tf } from "./tf.ts";

for (const trace of [true, false]) {
  const how = trace ? "compiled" : "op by op";

  onEachBackend(`compile() gives what the function gives, ${how}`, async () => {
    const weight = tf.tensor2d([[1, 2], [3, 4]]), x = tf.tensor2d([[5, 6]]);
    const double = compile(({ x }) => ({ y: tf.matMul(x, weight), n: tf.sum(tf.square(x)) }), { trace });
    for (let i = 0; i < 2; i++) {
      const { y, n } = await double({ x });
      assertClose(y, { shape: [1, 2], data: [23, 34] });
      assertClose(n, { shape: [], data: [61] });
      tf.dispose([y, n]);
    }
    tf.dispose([weight, x]);
  });

  onEachBackend(`compile() assigns variables at every call, ${how}`, async () => {
    const start = tf.scalar(1), total = tf.variable(start), two = tf.scalar(2);
    const add = compile(({ x }) => {
      total.assign(tf.add(total, x));
      return { total: tf.mul(total, 1) };
    }, { trace });
    for (const wanted of [3, 5, 7]) {
      const result = await add({ x: two });
      assertEquals([result.total.dataSync()[0], total.dataSync()[0]], [wanted, wanted]);
      result.total.dispose();
    }
    tf.dispose([start, total, two]);
  });

  onEachBackend(`compile() takes inputs of another shape, ${how}`, async () => {
    const mean = compile(({ x }) => ({ mean: tf.mean(x) }), { trace });
    for (const values of [[1, 2], [1, 2, 6], [4, 8]]) {
      const x = tf.tensor1d(values), { mean: found } = await mean({ x });
      assertClose(found, values.reduce((a, b) => a + b) / values.length);
      tf.dispose([x, found]);
    }
  });
}

onEachBackend("compile() traces when the active backend can, and only once for a shape", async (backend) => {
  let runs = 0;
  const count = compile(({ x }) => (runs++, { y: tf.add(x, 1) }));
  for (let i = 0; i < 3; i++) {
    const x = tf.tensor1d([i]), { y } = await count({ x });
    assertEquals(y.dataSync()[0], i + 1);
    tf.dispose([x, y]);
  }
  assertEquals(runs, backend.trace ? 1 : 3);
});
