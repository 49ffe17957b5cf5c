import { assertEquals } from "@std/assert";
import { countOperations, plainName } from "./operations.ts";
import { op } from "./testdata/costs.ts";

/** Operations of the last op. */
function operations(...call: Parameters<typeof op>[0][]): number | undefined {
  const costs = call.map(op);
  return countOperations(costs).get(costs.at(-1)!);
}

const x = { name: "x", shape: [2, 10, 10, 3] }, y = { name: "y", shape: [2, 5, 5, 8] };
const filter = { name: "filter", shape: [3, 3, 3, 8] }, sizes = { name: "sizes", shape: [4] };
const EXPECTED = 2 * (2 * 5 * 5 * 8) * (3 * 3 * 3);

Deno.test("countOperations() counts a convolution and both its gradients alike", () => {
  assertEquals(
    operations(x, filter, {
      name: "Conv2D_1",
      op: "_MklNativeFusedConv2D",
      inputs: ["x", "filter"],
      shape: y.shape,
    }),
    EXPECTED,
  );
  const inputGradient = { name: "Conv2DBackpropInput_1", inputs: ["sizes", "filter", "y"], shape: x.shape };
  assertEquals(operations(sizes, filter, y, inputGradient), EXPECTED);
  const filterGradient = { name: "Conv2DBackpropFilter_1", inputs: ["x", "sizes", "y"], shape: filter.shape };
  assertEquals(operations(x, sizes, y, filterGradient), EXPECTED);
});

Deno.test("countOperations() counts depthwise and 3D convolutions", () => {
  const depthwise = { name: "depthwise", shape: [3, 3, 3, 2] }, made = [2, 5, 5, 6];
  assertEquals(
    operations(x, depthwise, { name: "DepthwiseConv2dNative_1", inputs: ["x", "depthwise"], shape: made }),
    2 * 300 * 9,
  );
  const volume = { name: "volume", shape: [1, 4, 4, 4, 2] }, cube = { name: "cube", shape: [3, 3, 3, 2, 5] };
  assertEquals(
    operations(volume, cube, { name: "Conv3D_1", inputs: ["volume", "cube"], shape: [1, 4, 4, 4, 5] }),
    2 * 320 * 54,
  );
});

Deno.test("countOperations() counts matrix products whichever side is transposed", () => {
  const a = { name: "a", shape: [6, 4] },
    at = { name: "at", shape: [4, 6] },
    b = { name: "b", shape: [4, 5] };
  for (const left of [a, at]) {
    assertEquals(
      operations(left, b, { name: "MatMul_1", inputs: [left.name, "b"], shape: [6, 5] }),
      2 * 30 * 4,
    );
  }
  const many = { name: "many", shape: [7, 6, 4] };
  assertEquals(
    operations(many, b, { name: "BatchMatMulV2_1", inputs: ["many", "b"], shape: [7, 6, 5] }),
    2 * 7 * 30 * 4,
  );
});

Deno.test("countOperations() knows the second result of an op, and nothing of others", () => {
  const pair = {
    ...op({ name: "split", shape: [1] }),
    outputs: [{ shape: [1], bytes: 4 }, { shape: [6, 4], bytes: 96 }],
  };
  const product = op({ name: "MatMul_1", inputs: ["split:1", "b"], shape: [6, 5] });
  assertEquals(
    countOperations([pair, op({ name: "b", shape: [4, 5] }), product]),
    new Map([[product, 240]]),
  );
  assertEquals(operations(x, { name: "Relu_1", inputs: ["x"], shape: x.shape }), undefined);
  assertEquals(operations({ name: "Conv2D_1", inputs: ["gone", "gone"], shape: y.shape }), undefined);
});

Deno.test("plainName() is the op behind a kernel's name", () => {
  const names = ["_MklNativeFusedConv2D", "_MklMatMul", "_FusedConv2D", "_MklNativeConv2D", "Conv2D", "_Arg"];
  assertEquals(names.map(plainName), ["Conv2D", "MatMul", "Conv2D", "Conv2D", "Conv2D", "Arg"]);
});
