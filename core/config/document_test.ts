import { assertEquals, assertRejects } from "@std/assert";
import { z } from "zod";
import { readDocument } from "./document.ts";
import { ConfigError } from "./problem.ts";
import { memoryFiles } from "./testdata/fake_plugins.ts";
import { locate } from "./tree.ts";

const schema = z.strictObject({ name: z.string(), sizes: z.array(z.int().min(1)).default([3]) });
const read = (text: string) => readDocument("a.yaml", schema, memoryFiles({ "a.yaml": text }));

Deno.test("readDocument() gives the checked value, and where each part stands", async () => {
  const { value, tree } = await read("name: x\nsizes: [1, 2]");
  assertEquals(value, { name: "x", sizes: [1, 2] });
  assertEquals(locate(tree, ["sizes", 1]), { file: "a.yaml", line: 2, column: 12 });
  assertEquals((await read("name: x")).value.sizes, [3]);
});

Deno.test("readDocument() tells all that is wrong, top to bottom", async () => {
  const problems = async (text: string) =>
    (await assertRejects(() => read(text), ConfigError)).message.split("\n").map((line) => line.trim());
  assertEquals(await problems("nme: x\nsizes: [0]"), [
    "Cannot use a.yaml: 3 problems",
    "a.yaml:1:1  name: found nothing, allowed a text",
    'a.yaml:1:1  nme: found an unknown key, allowed the keys name, sizes; did you mean "name"?',
    "a.yaml:2:9  sizes.0: found 0, allowed a whole number from 1",
  ]);
  assertEquals((await problems("name: [")).length, 2);
  await assertRejects(
    () => readDocument("b.yaml", schema, memoryFiles({})),
    ConfigError,
    "b.yaml  found no file",
  );
});
