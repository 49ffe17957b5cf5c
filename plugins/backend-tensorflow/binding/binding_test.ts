import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertLess,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { utf8 } from "../c_string.ts";
import { type DTypeName, DTYPES } from "../dtype.ts";
import { TensorFlowError } from "../error.ts";
import { float, ints, type } from "../kernels/attributes.ts";
import { type Attribute, ATTRIBUTE_TYPES } from "./attribute.ts";
import { testSession } from "./testing.ts";
import type { Values } from "./values.ts";

const session = await testSession();
const { binding, handles } = session ?? {};

/** Registers a test that fails when it leaves a handle behind. */
function test(name: string, fn: (b: NonNullable<typeof binding>) => void): void {
  Deno.test({
    name,
    ignore: binding === undefined,
    fn() {
      const before = handles!.count;
      fn(binding!);
      assertEquals(handles!.count - before, 0, "Handles were left behind");
    },
  });
}

function roundTrip(dtype: DTypeName, shape: number[], values: Values): unknown {
  const id = binding!.createTensor(shape, DTYPES[dtype], values);
  // Identity runs through TensorFlow, so that its dtype and sizes are its own.
  const [copy] = binding!.executeOp("Identity", [type("T", dtype)], [id], 1);
  const result = binding!.tensorDataSync(copy.id);
  assertEquals(copy.shape, shape);
  assertEquals(copy.dtype, DTYPES[dtype]);
  [id, copy.id].forEach((each) => binding!.deleteTensor(each));
  return result;
}

test("binding keeps values of every plain dtype", () => {
  const cases: [DTypeName, number[], Values][] = [
    ["float32", [2, 2], new Float32Array([1.5, -0, Infinity, 3e-39])],
    ["float64", [2], new Float64Array([Math.PI, -1e300])],
    ["int32", [3], new Int32Array([-2147483648, 0, 2147483647])],
    ["uint8", [2], new Uint8Array([0, 255])],
    ["int16", [2], new Int16Array([-32768, 32767])],
    ["int8", [2], new Int8Array([-128, 127])],
    ["int64", [2], new BigInt64Array([-(2n ** 63n), 2n ** 63n - 1n])],
    ["bool", [3], new Uint8Array([1, 0, 1])],
    ["complex64", [2], new Float32Array([1, 2, 3, -4])],
    ["bfloat16", [2], new Uint16Array([0x3f80, 0xc000])],
    ["float16", [2], new Uint16Array([0x3c00, 0xc000])],
    ["uint16", [1], new Uint16Array([65535])],
    ["uint32", [1], new Uint32Array([4294967295])],
    ["uint64", [1], new BigUint64Array([2n ** 64n - 1n])],
  ];
  for (const [dtype, shape, values] of cases) assertEquals(roundTrip(dtype, shape, values), values);
});

Deno.test({
  name: "binding reads values aside, of a tensor that is freed meanwhile",
  ignore: binding === undefined,
  async fn() {
    const before = handles!.count;
    const x = binding!.createTensor([2], DTYPES.string, [utf8("a"), utf8("bc")]);
    const values = binding!.tensorData(x);
    binding!.deleteTensor(x);
    assertEquals(await values, [utf8("a"), utf8("bc")]);
    assertEquals(handles!.count, before);
  },
});

test("binding keeps strings short, long, empty and not UTF-8", () => {
  const values = [utf8(""), utf8("é"), utf8("x".repeat(500)), new Uint8Array([0, 255, 0])];
  assertEquals(roundTrip("string", [2, 2], values), values);
});

test("binding keeps scalars and tensors without elements", () => {
  assertEquals(roundTrip("float32", [], [7]), new Float32Array([7]));
  assertEquals(roundTrip("float32", [2, 0, 3], []), new Float32Array(0));
  assertEquals(roundTrip("string", [0], []), []);
});

test("binding converts plain arrays, booleans and views of another width", () => {
  assertEquals(roundTrip("bool", [2], [true, false]), new Uint8Array([1, 0]));
  assertEquals(roundTrip("int64", [2], new Int32Array([5, -6])), new BigInt64Array([5n, -6n]));
  assertEquals(roundTrip("float32", [2], new Int32Array([1, 2])), new Float32Array([1, 2]));
});

test("binding takes an int64 as the pair of words that tfjs-node sends", () => {
  assertEquals(roundTrip("int64", [], new Int32Array([-2, -1])), new BigInt64Array([-2n]));
});

test("binding takes a view into a larger buffer", () => {
  const whole = new Float32Array([1, 2, 3, 4]);
  assertEquals(roundTrip("float32", [2], whole.subarray(1, 3)), new Float32Array([2, 3]));
});

test("binding refuses values that do not fill the shape", (b) => {
  assertThrows(
    () => b.createTensor([3], DTYPES.float32, new Float32Array(2)),
    RangeError,
    "3 elements: found 2",
  );
  assertThrows(() => b.createTensor([1], DTYPES.string, []), RangeError, "1 elements: found 0");
});

test("binding names the op and gives TensorFlow's message", (b) => {
  const x = b.createTensor([2, 2], DTYPES.float32, new Float32Array(4));
  const y = b.createTensor([3, 2], DTYPES.float32, new Float32Array(6));
  const error = assertThrows(() => b.executeOp("MatMul", [type("T", "float32")], [x, y], 1));
  assertInstanceOf(error, TensorFlowError);
  assertEquals([error.operation, error.code], ["MatMul", "INVALID_ARGUMENT"]);
  assertStringIncludes(error.message, "MatMul: INVALID_ARGUMENT: ");
  assertStringIncludes(error.message, "In[0]: [2,2], In[1]: [3,2]");
  const unknown = assertThrows(() => b.executeOp("NoSuchOp", [], [x], 1), TensorFlowError);
  assertStringIncludes(unknown.message, "NoSuchOp");
  [x, y].forEach((id) => b.deleteTensor(id));
});

test("binding refuses a tensor that is freed", (b) => {
  const x = b.createTensor([], DTYPES.float32, [1]);
  b.deleteTensor(x);
  assertThrows(() => b.tensorDataSync(x), RangeError, "not alive");
  assertThrows(() => b.executeOp("Identity", [type("T", "float32")], [x], 1), RangeError, "not alive");
});

test("binding leaks nothing over 1000 failed ops", (b) => {
  const fail = (times: number) => {
    for (let i = 0; i < times; i++) {
      const x = b.createTensor([512, 512], DTYPES.float32, new Float32Array(512 * 512));
      const y = b.createTensor([3, 2], DTYPES.float32, new Float32Array(6));
      assertThrows(() => b.executeOp("MatMul", [type("T", "float32")], [x, y], 1), TensorFlowError);
      [x, y].forEach((id) => b.deleteTensor(id));
    }
  };
  fail(100);
  const before = Deno.memoryUsage().rss;
  fail(1000);
  assertLess((Deno.memoryUsage().rss - before) / 2 ** 20, 300, "1000 leaked inputs would be 1000 MiB");
});

test("binding runs ops with lists of inputs", (b) => {
  const x = b.createTensor([1], DTYPES.float32, [1]);
  const y = b.createTensor([2], DTYPES.float32, [2, 3]);
  const axis = b.createTensor([], DTYPES.int32, [0]);
  const attributes = [
    { name: "N", type: ATTRIBUTE_TYPES.int, value: 2 },
    type("T", "float32"),
    type("Tidx", "int32"),
  ];
  const [joined] = b.executeOp("ConcatV2", attributes, [x, y, axis], 1);
  assertEquals(b.tensorDataSync(joined.id), new Float32Array([1, 2, 3]));
  [x, y, axis, joined.id].forEach((id) => b.deleteTensor(id));
});

test("binding sets lists of integers, floats and types", (b) => {
  const x = b.createTensor([1, 4, 4, 1], DTYPES.float32, Array.from({ length: 16 }, (_, i) => i));
  const [pooled] = b.executeOp(
    "FractionalMaxPool",
    [
      type("T", "float32"),
      { name: "pooling_ratio", type: ATTRIBUTE_TYPES.float, value: [1, 2, 2, 1] },
    ],
    [x],
    3,
  );
  assertEquals(pooled.shape, [1, 2, 2, 1]);
  const i = b.createTensor([], DTYPES.int32, [5]);
  const both = b.executeOp(
    "IdentityN",
    [
      { name: "T", type: ATTRIBUTE_TYPES.type, value: [DTYPES.float32, DTYPES.int32] },
    ],
    [x, i],
    2,
  );
  assertEquals(both.map(({ dtype }) => dtype), [DTYPES.float32, DTYPES.int32]);
  const [squeezed] = b.executeOp("Squeeze", [type("T", "float32"), ints("squeeze_dims", [0, 3])], [x], 1);
  assertEquals(squeezed.shape, [4, 4]);
  // Ids 1 and 2 of FractionalMaxPool are its sequences.
  for (const id of [x, i, pooled.id, pooled.id + 1, pooled.id + 2, squeezed.id]) b.deleteTensor(id);
  both.forEach(({ id }) => b.deleteTensor(id));
});

test("binding sets lists of strings and of shapes", (b) => {
  const example = b.createTensor([], DTYPES.string, [utf8("")]);
  const missing = b.createTensor([2], DTYPES.float32, [3, 4]);
  const list = (name: string, type: keyof typeof ATTRIBUTE_TYPES, value: unknown[]): Attribute => (
    { name, type: ATTRIBUTE_TYPES[type], value }
  );
  const [parsed] = b.executeOp(
    "ParseSingleExample",
    [
      { name: "num_sparse", type: ATTRIBUTE_TYPES.int, value: 0 },
      list("sparse_keys", "string", []),
      list("dense_keys", "string", ["lesion"]),
      list("sparse_types", "type", []),
      list("Tdense", "type", [DTYPES.float32]),
      list("dense_shapes", "shape", [[2]]),
    ],
    [example, missing],
    1,
  );
  assertEquals(b.tensorDataSync(parsed.id), new Float32Array([3, 4]));
  [example, missing, parsed.id].forEach((id) => b.deleteTensor(id));
});

test("binding refuses an attribute type that it does not know", (b) => {
  assertThrows(
    () => b.executeOp("Identity", [{ name: "T", type: 9, value: 1 }], [], 1),
    TypeError,
    "attribute T",
  );
});

test("binding casts to bfloat16 and back", (b) => {
  const x = b.createTensor([2], DTYPES.float32, [1, 1.001]);
  const [half] = b.executeOp("Cast", [type("SrcT", "float32"), type("DstT", "bfloat16")], [x], 1);
  const [back] = b.executeOp("Cast", [type("SrcT", "bfloat16"), type("DstT", "float32")], [half.id], 1);
  assertEquals(b.tensorDataSync(back.id), new Float32Array([1, 1]));
  [x, half.id, back.id].forEach((id) => b.deleteTensor(id));
});

test("binding says its constants and version", (b) => {
  assertEquals([b.TF_FLOAT, b.TF_ATTR_STRING, b.TF_ATTR_SHAPE], [1, 0, 5]);
  assert(/^2\.\d+/.test(b.TF_Version));
  assertEquals(float("epsilon", 1).type, b.TF_ATTR_FLOAT);
});
