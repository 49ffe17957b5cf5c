import { assertEquals } from "@std/assert";
import { blocksOf, withoutBlocks } from "./blocks.ts";

const PAGE = [
  "# Page",
  "",
  "```yaml of base.yaml",
  "# lesions.yaml",
  "seed: 1",
  "```",
  "",
  "<!-- not run: downloads -->",
  "",
  "- item",
  "  ```sh",
  "  deno task train",
  "  ```",
  "<!-- not run: downloads -->",
  "",
  "```sh",
  "deno task fetch",
  "```",
].join("\n");

Deno.test("blocksOf() tells language, info, place, file name and why a block is not run", () => {
  assertEquals(blocksOf("a.md", PAGE), [
    {
      file: "a.md",
      line: 4,
      language: "yaml",
      info: "of base.yaml",
      code: "# lesions.yaml\nseed: 1",
      saveAs: "lesions.yaml",
    },
    { file: "a.md", line: 12, language: "sh", info: "", code: "deno task train" },
    { file: "a.md", line: 17, language: "sh", info: "", code: "deno task fetch", notRun: "downloads" },
  ]);
});

Deno.test("blocksOf() takes a block that is never closed to the end, and shorter fences inside as text", () => {
  assertEquals(blocksOf("a.md", "````md\n```sh\nx\n```\n````\n```ts\n1").map(({ code }) => code), [
    "```sh\nx\n```",
    "1",
  ]);
});

Deno.test("withoutBlocks() empties blocks and keeps line numbers", () => {
  assertEquals(withoutBlocks("a\n```sh\n# b\n```\nc").split("\n"), ["a", "", "", "", "c"]);
});
