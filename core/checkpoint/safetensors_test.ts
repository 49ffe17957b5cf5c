import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { readSafetensors, type StoredTensor, writeSafetensors } from "./safetensors.ts";

const tensor = fc.array(fc.nat(3), { maxLength: 3 }).chain((shape) => {
  const length = shape.reduce((a, b) => a * b, 1);
  return fc.uint8Array({ minLength: length * 4, maxLength: length * 4 })
    .map((data): StoredTensor => ({ dtype: "F32", shape, data }));
});
const name = fc.string({ minLength: 1 }).filter((text) => text !== "__metadata__" && text !== "__proto__");

const example = () =>
  writeSafetensors(
    new Map<string, StoredTensor>([["a", { dtype: "F32", shape: [2], data: new Uint8Array(8) }]]),
    { step: "3" },
  );

Deno.test("safetensors gives back every tensor, in order, with its metadata", () => {
  fc.assert(
    fc.property(fc.dictionary(name, tensor), fc.dictionary(fc.string(), fc.string()), (tensors, metadata) => {
      const map = new Map(Object.entries(tensors));
      const read = readSafetensors(writeSafetensors(map, metadata), "memory");
      assertEquals([...read.tensors.keys()], [...map.keys()]);
      for (const [key, { dtype, shape, data }] of map) {
        const found = read.tensors.get(key)!;
        assertEquals([found.dtype, found.shape, [...found.data]], [dtype, shape, [...data]]);
      }
      assertEquals({ ...read.metadata }, { ...metadata });
    }),
  );
});

Deno.test("safetensors starts its data at a multiple of 8", () => {
  const length = new DataView(example().buffer).getBigUint64(0, true);
  assertEquals(Number(length) % 8, 0);
});

Deno.test("safetensors refuses every truncation and names the file", () => {
  const bytes = example();
  for (let length = 0; length < bytes.length; length++) {
    const error = assertThrows(
      () => readSafetensors(bytes.subarray(0, length), "cut.safetensors"),
      SyntaxError,
    );
    assert(error.message.includes("cut.safetensors"));
  }
});

Deno.test("safetensors survives any change of one byte: it reads or refuses, nothing else", () => {
  const bytes = example();
  fc.assert(fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
    const changed = bytes.slice();
    changed[at] = value;
    try {
      readSafetensors(changed, "changed");
    } catch (error) {
      assert(error instanceof SyntaxError, String(error));
    }
  }));
});

Deno.test("safetensors refuses a header that claims more than the file", () => {
  const bytes = example();
  new DataView(bytes.buffer).setBigUint64(0, 1n << 60n, true);
  assertThrows(() => readSafetensors(bytes, "huge"), SyntaxError, "claims");
});
