import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { parse, stringify } from "@std/yaml";

Deno.test("stringify() writes what parse() reads back", () => {
  const value = { a: [1, 2.5, 1e-5, "1", "true", null, true], b: { "c.d": "x: y", e: "" } };
  assertEquals(parse(stringify(value)), value);
});

Deno.test("parse() refuses what is not YAML and duplicate keys", () => {
  assertThrows(() => parse("a: [1"), SyntaxError);
  assertThrows(() => parse("a: 1\na: 2"), SyntaxError);
  assertEquals(parse("a: 1\na: 2", { allowDuplicateKeys: true }), { a: 2 });
  assertEquals(parse(""), null);
});

Deno.test("stringify() refuses what YAML cannot hold, naming its kind", () => {
  const error = assertThrows(() => stringify({ a: [undefined] }), TypeError);
  assertStringIncludes(error.message, "undefined");
});
