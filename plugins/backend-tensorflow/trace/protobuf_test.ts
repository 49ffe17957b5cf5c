import { assertEquals, assertThrows } from "@std/assert";
import { readFields } from "./protobuf.ts";

Deno.test("readFields() reads integers, bytes and fixed fields", () => {
  const message = new Uint8Array([
    0x08,
    0xac,
    0x02,
    0x12,
    1,
    7,
    0x1d,
    1,
    2,
    3,
    4,
    0x21,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
  ]);
  assertEquals([...readFields(message)], [
    { number: 1, value: 300 },
    { number: 2, value: new Uint8Array([7]) },
    { number: 3, value: new Uint8Array([1, 2, 3, 4]) },
    { number: 4, value: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]) },
  ]);
});

Deno.test("readFields() refuses what is cut short or no message", () => {
  for (const bytes of [[0x08], [0x08, 0x80], [0x12, 5, 1], [0x0b]]) {
    assertThrows(() => [...readFields(new Uint8Array(bytes))], SyntaxError);
  }
});

Deno.test("readFields() reads numbers below 0, which take all 64 bits", () => {
  const negative = [0x08, 0xd0, 0x9f, ...Array(7).fill(0xff), 0x01];
  const large = [0x08, ...Array(8).fill(0xff), 0x7f];
  assertEquals([...readFields(new Uint8Array(negative))], [{ number: 1, value: -12336 }]);
  assertEquals([...readFields(new Uint8Array(large))], [{ number: 1, value: 2 ** 63 }]);
});
