import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Attribute } from "../binding/attribute.ts";
import { dtypeName, DTYPES } from "../dtype.ts";
import { ints, type } from "../kernels/attributes.ts";
import { Autocast } from "./autocast.ts";
import type { GraphBuilder, SymbolInfo } from "./graph.ts";

const { float32, bfloat16, int32 } = DTYPES;
const T = type("T", "float32");
const LARGE = [2, 8, 8, 16], SMALL = [16];

const tensor = (dtype: number, shape: number[] = LARGE): SymbolInfo => ({
  symbol: new Uint8Array(16),
  shape,
  dtype,
});

/** Takes ops down as `Name: dtypes of inputs -> T`, and gives results of that dtype. */
class FakeGraph implements GraphBuilder {
  readonly log: string[] = [];

  operation(name: string, attributes: readonly Attribute[], inputs: readonly SymbolInfo[], outputs: number) {
    const value = (name: string) => attributes.find((attribute) => attribute.name === name)?.value;
    const to = (value("DstT") ?? value("T") ?? float32) as number | number[];
    const names = (dtypes: readonly number[]) => dtypes.map(dtypeName).join(" ");
    this.log.push(`${name}: ${names(inputs.map(({ dtype }) => dtype))} -> ${names([to].flat())}`);
    return Array.from(
      { length: outputs },
      (_, i) => tensor(Array.isArray(to) ? to[i] : to, inputs[0]?.shape ?? []),
    );
  }
}

/** What an op becomes behind the casts of its inputs. */
function recorded(name: string, inputs: SymbolInfo[], attributes: Attribute[] = [T], lowers = true): string {
  const graph = new FakeGraph();
  new Autocast(graph, lowers).operation(name, attributes, inputs, 1);
  return graph.log.filter((line) => line.startsWith(`${name}:`)).join("; ");
}

const high = (shape?: number[]) => tensor(float32, shape);
const low = (shape?: number[]) => tensor(bfloat16, shape);
const integers = (shape?: number[]) => tensor(int32, shape);

Deno.test("Autocast lowers convolutions and matrix products, whatever they are given", () => {
  const lowered = [
    "Conv2D",
    "Conv2DBackpropInput",
    "Conv2DBackpropFilter",
    "DepthwiseConv2dNative",
    "Conv3D",
    "Conv3DBackpropInputV2",
    "Conv3DBackpropFilterV2",
    "MatMul",
    "BatchMatMulV2",
  ];
  for (const name of lowered) {
    assertEquals(recorded(name, [high(), low()]), `${name}: bfloat16 bfloat16 -> bfloat16`);
  }
  const sizes = recorded("Conv2DBackpropInput", [integers([4]), high(), high()]);
  assertEquals(sizes, "Conv2DBackpropInput: int32 bfloat16 bfloat16 -> bfloat16");
});

Deno.test("Autocast keeps convolutions by channel in float32 where they stride", () => {
  for (const part of ["", "BackpropInput", "BackpropFilter"]) {
    const name = `DepthwiseConv2dNative${part}`;
    assertEquals(
      recorded(name, [low(), high()], [T, ints("strides", [1, 2, 2, 1])]),
      `${name}: float32 float32 -> float32`,
    );
    assertEquals(
      recorded(name, [low(), high()], [T, ints("strides", [1, 1, 1, 1])]),
      `${name}: bfloat16 bfloat16 -> bfloat16`,
    );
  }
  assertEquals(
    recorded("Conv2D", [high(), high()], [T, ints("strides", [1, 2, 2, 1])]),
    "Conv2D: bfloat16 bfloat16 -> bfloat16",
  );
});

Deno.test("Autocast runs what moves values or takes each by itself in the precision of its largest inputs", () => {
  const following = [
    "Add",
    "AddV2",
    "ConcatV2",
    "LeakyRelu",
    "MaxPool",
    "Mul",
    "Pad",
    "Relu",
    "Relu6",
    "Reshape",
    "Slice",
    "Sub",
  ];
  for (const name of following) {
    assertEquals(recorded(name, [low(), high(SMALL)]), `${name}: bfloat16 bfloat16 -> bfloat16`);
    assertEquals(recorded(name, [high(), low(SMALL)]), `${name}: float32 float32 -> float32`);
    assertEquals(recorded(name, [low(), high()]), `${name}: float32 float32 -> float32`);
    assertEquals(recorded(name, [low(), integers([1000])]), `${name}: bfloat16 int32 -> bfloat16`);
  }
});

Deno.test("Autocast runs all else in float32: sums, losses, updates", () => {
  for (const name of ["Sum", "Mean", "Exp", "Softmax", "Sqrt", "ResourceApplyAdam", "ResizeBilinear"]) {
    assertEquals(recorded(name, [low(), high()]), `${name}: float32 float32 -> float32`);
  }
});

Deno.test("Autocast does not let truth values, or resized bfloat16, decide on precision", () => {
  const graph = new FakeGraph(), cast = new Autocast(graph, true);
  const [truth] = cast.operation("Cast", [type("SrcT", "bool"), type("DstT", "float32")], [{
    ...low(),
    dtype: DTYPES.bool,
  }], 1);
  const [resized] = cast.operation("ResizeBilinear", [], [low(), integers([2])], 1);
  for (const light of [truth, resized]) {
    assertEquals(light.dtype, DTYPES.float32);
    assertEquals(cast.operation("Mul", [T], [low(SMALL), light], 1)[0].dtype, DTYPES.bfloat16);
    assertEquals(cast.operation("Mul", [T], [high(SMALL), light], 1)[0].dtype, DTYPES.float32);
    assertEquals(cast.operation("Mul", [T], [light, light], 1)[0].dtype, DTYPES.float32);
  }
});

Deno.test("Autocast runs gradient ops in the precision of what the forward pass kept", () => {
  const kept: Record<string, number> = { ReluGrad: 1, Relu6Grad: 1, LeakyReluGrad: 1, MaxPoolGrad: 0 };
  for (const [name, at] of Object.entries(kept)) {
    const inputs = (forward: SymbolInfo, gradient: SymbolInfo) =>
      at === 0 ? [forward, forward, gradient] : [gradient, forward];
    const all = (dtype: string) => inputs(high(), high()).map(() => dtype).join(" ");
    assertEquals(recorded(name, inputs(low(), high())), `${name}: ${all("bfloat16")} -> bfloat16`);
    assertEquals(recorded(name, inputs(high(), low())), `${name}: ${all("float32")} -> float32`);
  }
});

Deno.test("Autocast gives features in bfloat16 where their convolution runs in float32", () => {
  const results = (name: string) =>
    new Autocast(new FakeGraph(), true)
      .operation(name, [T, ints("strides", [1, 2, 2, 1])], [low(), high()], 1)[0].dtype;
  assertEquals(results("DepthwiseConv2dNative"), bfloat16);
  assertEquals(results("DepthwiseConv2dNativeBackpropInput"), bfloat16);
  assertEquals(results("DepthwiseConv2dNativeBackpropFilter"), float32);
});

Deno.test("Autocast casts weights again for the gradient of features, and features when their gradient is there", () => {
  const log = (name: string, inputs: SymbolInfo[]) => {
    const graph = new FakeGraph(), cast = new Autocast(graph, true);
    for (const input of inputs) cast.as(input, input.dtype === float32);
    graph.log.length = 0;
    cast.operation(name, [T], inputs, 1);
    return graph.log;
  };
  assertEquals(log("Conv2DBackpropInput", [integers([4]), high(SMALL), low()]), [
    "IdentityN: float32 bfloat16 -> float32 bfloat16",
    "Cast: float32 -> bfloat16",
    "Conv2DBackpropInput: int32 bfloat16 bfloat16 -> bfloat16",
  ]);
  assertEquals(log("Mul", [low(), high()]), [
    "IdentityN: bfloat16 float32 -> bfloat16 float32",
    "Cast: bfloat16 -> float32",
    "Mul: float32 float32 -> float32",
  ]);
});

Deno.test("Autocast keeps scales, shifts and statistics of batch norm in float32", () => {
  const [x, vector] = [low(), high(SMALL)];
  assertEquals(
    recorded("FusedBatchNormV3", [x, vector, vector, vector, vector]),
    "FusedBatchNormV3: bfloat16 float32 float32 float32 float32 -> bfloat16",
  );
  assertEquals(
    recorded("FusedBatchNormGradV3", [high(), x, vector, vector, vector, vector]),
    "FusedBatchNormGradV3: bfloat16 bfloat16 float32 float32 float32 float32 -> bfloat16",
  );
  assertEquals(
    recorded("FusedBatchNormGradV3", [x, high(), vector, vector, vector, vector]),
    "FusedBatchNormGradV3: float32 float32 float32 float32 float32 float32 -> float32",
  );
});

Deno.test("Autocast casts a tensor once, and back to the tensor that it was", () => {
  const graph = new FakeGraph(), casts = new Autocast(graph, true), x = high(), w = high();
  const [y] = casts.operation("Conv2D", [T], [x, w], 1);
  casts.operation("Conv2DBackpropFilter", [T], [x, y], 1);
  casts.operation("Sum", [T], [y], 1);
  casts.operation("Mean", [T], [y], 1);
  const toLow = "Cast: float32 -> bfloat16", toHigh = "Cast: bfloat16 -> float32";
  assertEquals(graph.log, [
    toLow,
    toLow,
    "Conv2D: bfloat16 bfloat16 -> bfloat16",
    "Conv2DBackpropFilter: bfloat16 bfloat16 -> bfloat16",
    toHigh,
    "Sum: float32 -> float32",
    "Mean: float32 -> float32",
  ]);
  assertStrictEquals(casts.as(casts.as(x, true), false), x, "Digits would be lost on the way");
  assertStrictEquals(casts.as(integers(), true).dtype, int32);
});

Deno.test("Autocast has IdentityN hand on each input in its own precision", () => {
  assertEquals(
    recorded("IdentityN", [low(), high(), integers()], [{ ...T, value: [float32, float32, int32] }]),
    "IdentityN: bfloat16 float32 int32 -> bfloat16 float32 int32",
  );
});

Deno.test("Autocast leaves out tfjs's casts to float32, and casts to others from float32", () => {
  const graph = new FakeGraph(), casts = new Autocast(graph, true), x = low();
  const cast = (to: "float32" | "int32") => [type("SrcT", "float32"), type("DstT", to)];
  assertStrictEquals(casts.operation("Cast", cast("float32"), [x], 1)[0], x);
  assertEquals(graph.log, []);
  casts.operation("Cast", cast("int32"), [x], 1);
  assertEquals(graph.log, ["Cast: bfloat16 -> float32", "Cast: float32 -> int32"]);
});

Deno.test("Autocast that does not lower raises all to float32", () => {
  for (const name of ["Conv2D", "Relu", "ReluGrad", "Sum"]) {
    assertEquals(recorded(name, [low(), low()], [T], false), `${name}: float32 float32 -> float32`);
  }
});
