import { assertClose } from "@dragsaw/core/testing";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";
import { tf } from "../tf.ts";
import { philox } from "./philox.ts";
import { portableUniform, uniform } from "./uniform.ts";

const keyOf = (a: number, b: number) => tf.tensor1d([a, b], "int32");
const words = (values: number[]) => values.map((value) => tf.tensor1d([value | 0], "int32"));

onEachBackend("philox() gives the three known answers of Random123", () => {
  const answers = [
    [[0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
    [[-1, -1, -1, -1], [-1, -1], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ];
  for (const [counter, key, wanted] of answers) {
    tf.tidy(() => {
      const mixed = philox(
        words(counter) as Parameters<typeof philox>[0],
        words(key) as Parameters<typeof philox>[1],
      );
      assertEquals(mixed.map((word) => word.dataSync()[0] >>> 0), wanted);
    });
  }
}, { only: ["js"] });

onEachBackend("uniform() depends on its key alone and is the same on every backend", () => {
  tf.tidy(() => {
    const numbers = uniform([3, 5], keyOf(1, 2));
    assertEquals([...numbers.dataSync()], [...uniform([3, 5], keyOf(1, 2)).dataSync()]);
    assertClose(numbers.reshape([15]).slice(0, 4), [0.8440604, 0.1920453, 0.9962232, 0.1603874], 0, 1e-7);
    for (const other of [keyOf(1, 3), keyOf(2, 1), keyOf(-1, 2)]) {
      assert(uniform([3, 5], other).dataSync().every((value, i) => value !== numbers.dataSync()[i]));
    }
  });
});

onEachBackend("uniform() is even over [0, 1)", () => {
  tf.tidy(() => {
    const values = uniform([100, 100], keyOf(-5, 7)).dataSync();
    assert(values.every((value) => value >= 0 && value < 1));
    const bins = new Array(10).fill(0);
    values.forEach((value) => bins[Math.floor(value * 10)]++);
    assert(bins.every((n) => Math.abs(n - 1000) < 150), `bins ${bins}`);
  });
});

onEachBackend("uniform() makes no numbers for an empty shape, and refuses another key", () => {
  tf.tidy(() => {
    assertEquals(portableUniform([0, 3], keyOf(1, 2)).shape, [0, 3]);
    assertThrows(() => uniform([2], tf.tensor1d([1, 2])), TypeError, "float32 key");
  });
});
