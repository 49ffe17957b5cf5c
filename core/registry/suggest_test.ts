import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { distance, suggest } from "./suggest.ts";

Deno.test("distance() counts edits, a swap as one", () => {
  const cases: [string, string, number][] = [
    ["", "abc", 3],
    ["kitten", "sitting", 3],
    ["adma", "adam", 1],
    ["unet", "unet", 0],
    ["abcd", "badc", 2],
  ];
  for (const [a, b, edits] of cases) {
    assertEquals([distance(a, b), distance(b, a)], [edits, edits], `${a} ${b}`);
  }
});

Deno.test("distance() is 0 for the same word only, symmetric and bounded by the longer", () => {
  fc.assert(fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
    const edits = distance(a, b);
    assertEquals(edits === 0, a === b);
    assertEquals(edits, distance(b, a));
    assertEquals(edits <= Math.max(a.length, b.length), true);
  }));
});

Deno.test("suggest() looks past case and separators, and keeps silent when nothing is near", () => {
  const names = ["xception", "resnet50", "resnet101", "cross-entropy", "batchSize"];
  assertEquals(suggest("xceptoin", names), "xception");
  assertEquals(suggest("batch_size", names), "batchSize");
  assertEquals(suggest("CrossEntropy", names), "cross-entropy");
  assertEquals(suggest("cross", names), "cross-entropy");
  assertEquals(suggest("resnet", names), "resnet50");
  assertEquals(suggest("mobilenet", names), undefined);
  assertEquals(suggest("", names), undefined);
});
