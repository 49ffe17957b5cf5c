import { assertEquals, assertThrows } from "@std/assert";
import { parseBytes } from "./parse_bytes.ts";

Deno.test("parseBytes() reads amounts in powers of 1000 and 1024", () => {
  const known = { "8GB": 8e9, "7.5 GiB": 7.5 * 2 ** 30, " 500mb ": 5e8, "1TiB": 2 ** 40, "12B": 12 };
  for (const [text, bytes] of Object.entries(known)) assertEquals(parseBytes(text), bytes);
});

Deno.test("parseBytes() refuses what is no amount", () => {
  for (const text of ["", "8", "GB", "-1GB", "8 XB", "1e9B", "8GB of"]) {
    assertThrows(() => parseBytes(text), SyntaxError, `found "${text}"`);
  }
  assertThrows(() => parseBytes("0GB"), RangeError);
});
