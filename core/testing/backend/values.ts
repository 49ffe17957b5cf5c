import { assert, assertEquals, assertThrows } from "@std/assert";
import { tf } from "../../tensor/mod.ts";
import { randomTensor } from "../numbers.ts";
import type { BackendCase } from "./case.ts";

const FLOATS = [0, -0, 1, -1.5, 2 ** -149, 2 ** 100, Infinity, -Infinity, NaN];
const INTEGERS = [0, 1, -1, 2 ** 24 + 1, 2 ** 31 - 1, -(2 ** 31)];

/** Values go in and come out as they were, of every type; a wrong call throws and harms nothing. */
export const values: readonly BackendCase[] = [
  {
    name: "gives back every type of value unchanged",
    async run() {
      const given = [
        tf.tensor1d(FLOATS),
        tf.tensor1d(INTEGERS, "int32"),
        tf.tensor1d([true, false, true], "bool"),
        tf.tensor1d(["", "a", "\u00e4\u4e2d\u{1f600}"], "string"),
      ];
      const found = await Promise.all(given.map((tensor) => tensor.data()));
      assertEquals(Array.from(found[0] as Float32Array), FLOATS.map(Math.fround));
      assertEquals(Array.from(found[1] as Int32Array), INTEGERS);
      assertEquals(Array.from(found[2] as Uint8Array), [1, 0, 1]);
      assertEquals(Array.from(found[3] as unknown as string[]), ["", "a", "\u00e4\u4e2d\u{1f600}"]);
      tf.dispose(given);
    },
  },
  {
    name: "gives back values that an op has passed on",
    run() {
      tf.tidy(() => {
        const joined = tf.concat([tf.tensor1d(INTEGERS, "int32"), tf.tensor1d(INTEGERS, "int32")]);
        assertEquals(Array.from(joined.dataSync()), [...INTEGERS, ...INTEGERS]);
        assertEquals(Array.from(tf.logicalNot(tf.tensor1d([true, false], "bool")).dataSync()), [0, 1]);
        assertEquals(
          Array.from(tf.reverse(tf.tensor1d(FLOATS)).dataSync()),
          FLOATS.map(Math.fround).reverse(),
        );
      });
    },
  },
  {
    name: "holds scalars and empty tensors",
    run() {
      tf.tidy(() => {
        assertEquals(tf.scalar(3).shape, []);
        assertEquals(tf.add(tf.scalar(3), 4).dataSync()[0], 7);
        const empty = tf.zeros([0, 3]);
        assertEquals(Array.from(tf.concat([empty, tf.ones([1, 3])]).dataSync()), [1, 1, 1]);
        assertEquals(tf.sum(empty).dataSync()[0], 0);
      });
    },
  },
  {
    name: "casts as TensorFlow does: towards 0, and anything but 0 is true",
    run() {
      tf.tidy(() => {
        const x = tf.tensor1d([-1.7, -0.2, 0, 0.9, 2.5]);
        assertEquals(Array.from(tf.cast(x, "int32").dataSync()), [-1, 0, 0, 0, 2]);
        assertEquals(Array.from(tf.cast(x, "bool").dataSync()), [1, 1, 0, 1, 1]);
        assertEquals(Array.from(tf.cast(tf.tensor1d([3, -4], "int32"), "float32").dataSync()), [3, -4]);
      });
    },
  },
  {
    name: "throws for shapes that do not fit, and works on",
    run() {
      tf.tidy(() => {
        const a = tf.ones([2, 3]), b = tf.ones([2, 3]);
        assertThrows(() => tf.matMul(a, b));
        assertThrows(() => tf.concat([a, tf.ones([3, 4])]));
        assertEquals(tf.sum(tf.matMul(a, b, false, true)).dataSync()[0], 12);
      });
    },
  },
  {
    name: "gives the same bits each time",
    run() {
      const run = () =>
        tf.tidy(() => {
          const x = randomTensor([64, 200], "x");
          return tf.softmax(tf.matMul(x, x, false, true)).sum(0).dataSync();
        });
      const first = run();
      for (let i = 0; i < 3; i++) assert(run().every((value, j) => Object.is(value, first[j])));
    },
  },
];
