import { assertEquals } from "@std/assert";
import { checkDocs, deadMentions, machineTies } from "./check_docs.ts";
import { plant } from "./testdata/plant.ts";

Deno.test("checkDocs() finds planted dead links and machine paths", () =>
  plant({
    "docs/guide.md": "[core](../core/mod.ts) [none](./none.md#part)\n",
    "configs/x.yaml": ["root: ", "work", "data\n"].join("/"),
  }, async (root) => {
    assertEquals(await checkDocs(root), [
      `configs/x.yaml:1: names a folder of one machine: /${"work"}/`,
      'docs/guide.md:1: "./none.md#part" is not there',
    ]);
  }));

Deno.test("machineTies() tells folders of a machine from parts of longer paths", () => {
  const found = (text: string) => machineTies("x", text).length;
  for (const folder of ["work", "root", "tmp"]) {
    assertEquals(found(`read(${["", folder, "x"].join("/")})`), 1);
    assertEquals(found(`https://example.org/${folder}/x runs/${folder}/x`), 0);
  }
});

Deno.test("machineTies() finds registries and settings that name one", () => {
  const found = (text: string) => machineTies("x", text).length;
  assertEquals(found(`"https://${["registry", "npmjs", "org"].join(".")}/x"`), 1);
  assertEquals(found(["--index-url", "https://example.org"].join("=")), 1);
  assertEquals(found('"npm:zod@4" "jsr:@std/cli@^1" https://jsr.io/@dragsaw/core'), 0);
});

Deno.test("deadMentions() knows files, folders, anchors, web pages and paths in code ticks", () => {
  const there = new Set(["docs/a.md", "docs", "core/data/random.ts", "core/data", "core", "."]);
  const dead = (text: string) => deadMentions("docs/b.md", text, there);
  assertEquals(
    dead("[a](a.md) [b](./a.md#x) [c](#y) [d](https://x.org) [e](../core/data) [f](mailto:a@b.c) [g](..)"),
    [],
  );
  assertEquals(
    dead("`core/data/random.ts` `core/data/random.ts:12` `runs/x/config.yaml` `X/*.ts` `npm:a/b`"),
    [],
  );
  assertEquals(dead('[a](c.md "title") `core/data/rand.ts`'), [
    'docs/b.md:1: "c.md" is not there',
    'docs/b.md:1: "core/data/rand.ts" is not there',
  ]);
});
