import { assertEquals } from "@std/assert";
import type { TracedOp, TracedOutput } from "./step_stats.ts";
import { withUncounted } from "./uncounted.ts";

/** An op from `start` to `end` with results of 100 bytes each, which TensorFlow did not count. */
const op = (
  name: string,
  [start, end]: [number, number],
  inputs: string[],
  pointers: number[],
  kind = name,
): TracedOp => ({
  name,
  op: kind,
  inputs,
  start,
  duration: end - start,
  outputs: pointers.map((pointer): TracedOutput => ({ shape: [25], bytes: 100, pointer, counted: false })),
  allocations: [],
});

const allocations = (...ops: TracedOp[]) =>
  Object.fromEntries(withUncounted(ops).map(({ name, allocations }) => [name, allocations]));

Deno.test("withUncounted() keeps a result until the last op that reads it is done", () => {
  const found = allocations(
    op("Reader", [30, 35], ["Kernel:1"], []),
    op("Kernel", [10, 15], [], [1, 2]),
    op("Early", [16, 20], ["Kernel", "Kernel:1"], []),
  );
  assertEquals(found.Kernel, [
    { at: 10, bytes: 100 },
    { at: 20, bytes: -100 },
    { at: 10, bytes: 100 },
    { at: 35, bytes: -100 },
  ]);
  assertEquals([found.Early, found.Reader], [[], []]);
});

Deno.test("withUncounted() counts shared memory once, and anew when it was given back between", () => {
  const found = allocations(
    op("Kernel", [10, 15], [], [7]),
    op("Reshape", [16, 17], ["Kernel"], [7]),
    op("Reader", [30, 35], ["Reshape"], []),
    op("Other", [40, 45], [], [7]),
  );
  assertEquals(found.Kernel, [{ at: 10, bytes: 100 }, { at: 35, bytes: -100 }]);
  assertEquals(found.Reshape, []);
  assertEquals(found.Other, [{ at: 40, bytes: 100 }, { at: 45, bytes: -100 }]);
});

Deno.test("withUncounted() never gives back results of the step, and leaves out what was there before", () => {
  const found = allocations(
    op("arg", [0, 1], [], [3], "_Arg"),
    op("View", [2, 3], ["arg"], [3]),
    op("Kernel", [10, 15], ["View"], [7]),
    op("out", [20, 21], ["Kernel"], [], "_Retval"),
  );
  assertEquals([found.arg, found.View], [[], []]);
  assertEquals(found.Kernel, [{ at: 10, bytes: 100 }]);
});

Deno.test("withUncounted() leaves what TensorFlow counted, and passes on no more than costs", () => {
  const traced: TracedOp = {
    ...op("Conv2D_1", [10, 15], [], []),
    outputs: [{ shape: [2], bytes: 8, pointer: 9, counted: true }],
    allocations: [{ at: 11, bytes: 8 }],
  };
  assertEquals(withUncounted([traced]), [{ ...traced, outputs: [{ shape: [2], bytes: 8 }] }]);
});
