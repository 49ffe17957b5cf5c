import { assertEquals, assertThrows } from "@std/assert";
import { readStepStats } from "./step_stats.ts";
import { field } from "./testdata/messages.ts";

/** A `RunMetadata` with these `NodeExecStats`, on one device. */
const metadata = (...nodes: number[][]) =>
  new Uint8Array(field(1, field(1, [...field(1, "cpu:0"), ...nodes.flatMap((node) => field(2, node))])));

const LABEL = "[cpu 1.0MB 1.0MB] Conv2D_2 = _MklNativeConv2D(Relu_1, Split_3:1, ^Assert_0)";

const CONVOLUTION = [
  ...field(1, "Conv2D_2"),
  ...field(2, 1_795_446_883_720_171),
  ...field(6, [
    ...field(1, "mklcpu"),
    ...field(6, [...field(1, 1_795_446_883_720_260), ...field(2, 1048576)]),
    ...field(6, [...field(1, 1_795_446_883_796_767), ...field(2, -1048576)]),
  ]),
  ...field(
    7,
    field(3, [
      ...field(2, [8, 64, 512].flatMap((size) => field(2, field(1, size)))),
      ...field(4, [...field(1, 1048570), ...field(2, 1048576), ...field(6, 93941881902272)]),
    ]),
  ),
  ...field(8, LABEL),
  ...field(14, 2_000),
  ...field(15, 2_124_500),
];

Deno.test("readStepStats() reads name, kind, inputs, times, results and memory of an op", () => {
  assertEquals(readStepStats(metadata(CONVOLUTION)), [{
    name: "Conv2D_2",
    op: "_MklNativeConv2D",
    inputs: ["Relu_1", "Split_3:1"],
    start: 1_795_446_883_720_173,
    duration: 2122.5,
    outputs: [{ shape: [8, 64, 512], bytes: 1048570, pointer: 93941881902272, counted: true }],
    allocations: [
      { at: 1_795_446_883_720_260, bytes: 1048576 },
      { at: 1_795_446_883_796_767, bytes: -1048576 },
    ],
  }]);
});

Deno.test("readStepStats() reads an op that TensorFlow says next to nothing of", () => {
  const plain = [...field(1, "_SOURCE"), ...field(8, "_SOURCE = NoOp()"), ...field(2, 5)];
  const nothing = [...field(1, "x"), ...field(7, field(3, [])), ...field(2, 5)];
  const rest = { inputs: [], start: 5, duration: 0, allocations: [] };
  assertEquals(readStepStats(metadata(plain, nothing)), [
    { name: "_SOURCE", op: "NoOp", outputs: [], ...rest },
    { name: "x", op: "unknown", outputs: [{ shape: [], bytes: 0, pointer: 0, counted: false }], ...rest },
  ]);
});

Deno.test("readStepStats() refuses bytes that are cut short", () => {
  assertThrows(() => readStepStats(metadata(CONVOLUTION).subarray(0, 40)), SyntaxError, "ends within");
  assertEquals(readStepStats(new Uint8Array()), []);
});
