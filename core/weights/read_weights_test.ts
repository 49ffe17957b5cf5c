import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { onWeightFiles, readWeightGolden, weightFile } from "../../tests/weight_files.ts";
import { sha256, withFolder } from "../../tests/tiny.ts";
import { type StoredTensor, writeSafetensors } from "../checkpoint/safetensors.ts";
import { parseWeights, readWeights } from "./read_weights.ts";
import { archive, legacy } from "./testdata/files.ts";
import { call, global, pickle, type Pickled, tensor } from "./testdata/pickle.ts";
import type { FileTensor } from "./weight_file.ts";
import { WeightFileError } from "./weight_file_error.ts";

const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const found = (
  { dtype, shape, values }: FileTensor,
  self: FileTensor,
) => [dtype, [...shape], [...values.call(self)]];
const all = (tensors: ReadonlyMap<string, FileTensor>) =>
  Object.fromEntries([...tensors].map(([name, tensor]) => [name, found(tensor, tensor)]));

const STORED = {
  f64: ["DoubleStorage", bytesOf(Float64Array.of(.1, -1e300)), 8],
  f32: ["FloatStorage", bytesOf(Float32Array.from({ length: 24 }, (_, i) => i / 2)), 4],
  f16: ["HalfStorage", bytesOf(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff, 0x3555)), 2],
  bf16: ["BFloat16Storage", bytesOf(Uint16Array.of(0x3f80, 0xc2f7)), 2],
  i64: ["LongStorage", bytesOf(BigInt64Array.of(-3n, 2n ** 40n)), 8],
  i32: ["IntStorage", bytesOf(Int32Array.of(-70000)), 4],
  i16: ["ShortStorage", bytesOf(Int16Array.of(-300)), 2],
  i8: ["CharStorage", bytesOf(Int8Array.of(-3)), 1],
  u8: ["ByteStorage", bytesOf(Uint8Array.of(200)), 1],
  bool: ["BoolStorage", bytesOf(Uint8Array.of(1, 0, 7)), 1],
} as const;
type Key = keyof typeof STORED;

const storages = Object.fromEntries(Object.entries(STORED).map(([key, [, bytes]]) => [key, bytes]));
const sizes = Object.fromEntries(Object.entries(STORED).map(([key, [, , size]]) => [key, size]));
const stored = (key: Key, shape: readonly number[], view = {}) => {
  const [type, bytes, size] = STORED[key];
  return tensor({ type, key, elements: bytes.length / size }, shape, view);
};
const contents = new Map<Pickled, Pickled>([
  ["f64", stored("f64", [2])],
  ["f32", call("torch._utils._rebuild_parameter", stored("f32", [2, 3, 4]), true, null)],
  ["f16", stored("f16", [5])],
  ["bf16", stored("bf16", [2, 1])],
  ["i64", stored("i64", [2])],
  ["i32", stored("i32", [])],
  ["i16", stored("i16", [1])],
  ["i8", stored("i8", [1])],
  ["u8", stored("u8", [1])],
  ["bool", stored("bool", [3])],
  ["transposed", stored("f32", [3, 2], { offset: 6, strides: [1, 3] })],
  ["every second", stored("f32", [3], { offset: 1, strides: [2] })],
  ["repeated", stored("f16", [2, 2], { strides: [0, 1] })],
  ["none", stored("f32", [0, 3])],
]);
const expected = {
  f64: ["float64", [2], [.1, -1e300]],
  f32: ["float32", [2, 3, 4], Array.from({ length: 24 }, (_, i) => i / 2)],
  f16: ["float16", [5], [1, -2, 2 ** -24, 65504, .333251953125]],
  bf16: ["bfloat16", [2, 1], [1, -123.5]],
  i64: ["int64", [2], [-3, 2 ** 40]],
  i32: ["int32", [], [-70000]],
  i16: ["int16", [1], [-300]],
  i8: ["int8", [1], [-3]],
  u8: ["uint8", [1], [200]],
  bool: ["bool", [3], [1, 0, 1]],
  transposed: ["float32", [3, 2], [3, 4.5, 3.5, 5, 4, 5.5]],
  "every second": ["float32", [3], [.5, 1.5, 2.5]],
  repeated: ["float16", [2, 2], [1, -2, 1, -2]],
  none: ["float32", [0, 3], []],
};

const small = archive(
  new Map<Pickled, Pickled>([["a", tensor({ type: "FloatStorage", key: "0", elements: 4 }, [2, 2])], [
    "epoch",
    3,
  ]]),
  { 0: bytesOf(Float32Array.of(1, 2, 3, 4)) },
);
const smallLegacy = legacy(
  new Map<Pickled, Pickled>([["a", tensor({ type: "FloatStorage", key: "0", elements: 4 }, [2, 2])], [
    "epoch",
    3,
  ]]),
  { 0: bytesOf(Float32Array.of(1, 2, 3, 4)) },
  { 0: 4 },
);

Deno.test("parseWeights() reads every type, views and shared storages from both formats of PyTorch", () => {
  for (
    const [format, bytes] of [["zip", archive(contents, storages)], [
      "legacy",
      legacy(contents, storages, sizes),
    ]]
  ) {
    const file = parseWeights(bytes as Uint8Array, "x");
    assertEquals([file.file, file.format, file.root], ["x", format, ""]);
    assertEquals(all(file.tensors), expected as never);
  }
});

Deno.test("parseWeights() reads safetensors with their metadata", () => {
  const tensors = new Map<string, StoredTensor>([
    ["a", { dtype: "F16", shape: [1, 2], data: bytesOf(Uint16Array.of(0x3c00, 0x4000)) }],
    ["b", { dtype: "I16", shape: [], data: bytesOf(Int16Array.of(-2)) }],
  ]);
  const { format, metadata, tensors: read } = parseWeights(writeSafetensors(tensors, { by: "me" }), "x");
  assertEquals([format, metadata.by], ["safetensors", "me"]);
  assertEquals(all(read), { a: ["float16", [1, 2], [1, 2]], b: ["int16", [], [-2]] });
});

const view = (view: object) => archive(new Map([["a", stored("f16", [2, 3], view)]]), storages);
const cases: Record<string, [Uint8Array, string]> = {
  "a view beyond its storage": [
    view({}),
    "found a tensor [2,3] with strides [3,1] from element 0, its storage has 5",
  ],
  "a view from beyond its storage": [
    view({ offset: 9, strides: [0, 0] }),
    "from element 9, its storage has 5",
  ],
  "a view that would fill all memory": [
    archive(new Map([["a", stored("f16", [2 ** 30, 2 ** 30], { strides: [0, 0] })]]), storages),
    "found a tensor [1073741824,1073741824]",
  ],
  "a storage of another length": [
    archive(contents, { ...storages, f64: new Uint8Array(15) }),
    "found 15 bytes",
  ],
  "a storage that is not there": [archive(contents, {}), 'found no entry "w/data/f64"'],
  "an unknown storage class": [
    archive(tensor({ type: "QInt8Storage", key: "0", elements: 1 }, [1])),
    "found torch.QInt8Storage named in the pickle",
  ],
  "no tensors": [archive(new Map([["a", 1]])), "found no dictionary of tensors"],
  "a lone tensor": [archive(stored("u8", [1]), storages), "found no dictionary of tensors"],
  "two pickles": [
    archive(contents, {}, [{ name: "v/data.pkl", bytes: pickle(1) }]),
    "found 2 entries data.pkl",
  ],
  "the other byte order": [
    archive(contents, storages, [{ name: "w/byteorder", bytes: new TextEncoder().encode("big") }]),
    'found the byte order "big"',
  ],
  "a command": [archive(call("posix.system", "touch hacked")), "found posix.system named in the pickle"],
  "a command in the legacy format": [
    legacy(global("os.system"), {}, {}),
    "found os.system named in the pickle",
  ],
  "a legacy storage of another length": [
    legacy(contents, { ...storages, f64: new Uint8Array(8) }, sizes),
    "found a storage of 1 values, wanted 2",
  ],
  "a legacy storage that is not there": [legacy(contents, {}, {}), 'found no storage "f64"'],
  "a legacy storage too many": [
    legacy(contents, { ...storages, x: new Uint8Array(1) }, { ...sizes, x: 1 }),
    '"x", which',
  ],
  "another program's pickle": [pickle(5), "found another number than PyTorch's"],
  "something else": [
    new TextEncoder().encode("<!DOCTYPE html> and so on"),
    "neither a PyTorch file nor safetensors",
  ],
  "nothing": [new Uint8Array(0), "found 0 bytes"],
};
for (const [what, [bytes, message]] of Object.entries(cases)) {
  Deno.test(`parseWeights() refuses ${what}`, () => {
    const error = assertThrows(() => parseWeights(bytes, "x.pth"), WeightFileError, message);
    assert(error.message.startsWith('Cannot read weights from "x.pth": '), error.message);
  });
}

/** Reads all there is; false when the file is refused as it should be. */
function readsOrRefuses(bytes: Uint8Array): boolean {
  try {
    const { tensors } = parseWeights(bytes, "x");
    for (const tensor of tensors.values()) assert(tensor.values().length <= 2 ** 24);
    return true;
  } catch (error) {
    assert(error instanceof SyntaxError, String((error as Error).stack));
    return false;
  }
}

Deno.test("parseWeights() refuses every truncation", () => {
  for (const bytes of [small, smallLegacy]) {
    assert(readsOrRefuses(bytes));
    for (let length = 0; length < bytes.length; length++) {
      assert(!readsOrRefuses(bytes.subarray(0, length)), `${length}`);
    }
  }
});

Deno.test("parseWeights() survives any change of a few bytes: it reads or refuses, nothing else", () => {
  const change = fc.record({ at: fc.nat(1e6), value: fc.nat(255) });
  fc.assert(
    fc.property(
      fc.constantFrom(small, smallLegacy),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      (bytes, changes) => {
        const changed = bytes.slice();
        for (const { at, value } of changes) changed[at % bytes.length] = value;
        readsOrRefuses(changed);
      },
    ),
    { numRuns: 3000 },
  );
});

Deno.test("parseWeights() survives any pickle at all", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (body) => {
      readsOrRefuses(archive(Uint8Array.from([0x80, 2, ...body, ".".charCodeAt(0)])));
    }),
    { numRuns: 1000 },
  );
});

Deno.test("readWeights() tells a file's SHA-256, and when there is none", async () => {
  await withFolder(async (folder) => {
    const file = `${folder}/small.pth`;
    await Deno.writeFile(file, small);
    assertEquals((await readWeights(file)).sha256, await sha256(file));
    await assertRejects(() => readWeights(`${folder}/other.pth`), Deno.errors.NotFound);
  });
});

for (const format of ["zip", "legacy"]) {
  onWeightFiles(`readWeights() reads what PyTorch itself wrote, ${format}`, async () => {
    type Golden = Record<string, { dtype: string; shape: number[]; data: number[] }>;
    const golden = readWeightGolden<Golden>("tiny_golden.json");
    const file = await readWeights(weightFile(`tiny_${format}.pth`));
    assertEquals([file.format, file.root, file.beside] as unknown[], [format, "state_dict", ["epoch"]]);
    const wanted = Object.entries(golden).map((
      [name, { dtype, shape, data }],
    ) => [name, [dtype, shape, data]]);
    assertEquals(all(file.tensors), Object.fromEntries(wanted));
  });
}

onWeightFiles("readWeights() refuses a file that runs a command, and runs nothing", async () => {
  await assertRejects(
    () => readWeights(weightFile("hostile_zip.pth")),
    WeightFileError,
    "found posix.system named in the pickle",
  );
});
