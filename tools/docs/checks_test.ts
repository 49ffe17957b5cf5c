import { assertEquals, assertMatch } from "@std/assert";
import { createRegistry } from "@dragsaw/core";
import { toJsonSchema } from "@dragsaw/core/config";
import { z } from "zod";
import { plugins } from "@dragsaw/dragsaw";
import { blocksOf } from "./blocks.ts";
import { wrongCommands } from "./check_commands.ts";
import { wrongConfigs } from "./check_configs.ts";
import { bareKeys } from "./check_descriptions.ts";
import { wrongDocLinks, wrongLinks } from "./check_links.ts";
import { unknownTasks } from "./check_mentions.ts";
import { failingSnippets } from "./check_snippets.ts";
import type { Page } from "./pages.ts";
import type { Task } from "./task_list.ts";

const page = (text: string, file = "docs/a.md"): Page => ({ file, text, blocks: blocksOf(file, text) });
const fenced = (code: string, fence = "sh") => `\`\`\`${fence}\n${code}\n\`\`\``;

const TRAIN: Task = {
  name: "train",
  description: "",
  run: "",
  command: {
    name: "train",
    summary: "",
    usage: "CONFIG",
    positional: [1, 1],
    flags: { run: { kind: "string", help: "" }, quick: { kind: "boolean", help: "" } },
    examples: [],
    run: () => Promise.resolve(0),
  },
};
const TASKS: readonly Task[] = [TRAIN, { name: "test", description: "", run: "" }];

Deno.test("wrongCommands() parses what is shown against each task's options", () => {
  const found = (code: string, file = "docs/howto/a.md") => wrongCommands([page(fenced(code), file)], TASKS);
  assertEquals(found("deno task train x --run y --quick\ndeno task test --filter=z\nls -l"), []);
  assertEquals(found("deno task train $CONFIG $MORE --quick"), []);
  assertEquals(found("ls\ndeno task tain x"), ["docs/howto/a.md:3: deno task tain: there is no such task"]);
  assertEquals(found("deno task train x --runs y"), [
    "docs/howto/a.md:2: deno task train: Unknown option --runs; known: --run --quick",
  ]);
  assertEquals(found("deno task train"), [
    "docs/howto/a.md:2: deno task train: Found 0 arguments, wanted CONFIG",
  ]);
  assertEquals(found("ls", "docs/a.md"), [
    'docs/a.md:2: no test runs this block: write "<!-- not run: why -->" before it',
  ]);
});

Deno.test("wrongCommands() lets arguments be missing in running text, not options be wrong", () => {
  const found = (text: string) => wrongCommands([page(text)], TASKS);
  assertEquals(found("`deno task train`, `deno task train --run` and `npx --yes deno task test`"), []);
  assertEquals(found("\n`deno task train --rum x`"), [
    "docs/a.md:2: deno task train: Unknown option --rum; known: --run --quick",
  ]);
});

Deno.test("unknownTasks() names tasks that code mentions and nobody has", () => {
  const texts = new Map([["a.ts", "say(`deno task train X`);\n// deno task test:slow, deno task test: ok"]]);
  assertEquals(unknownTasks(texts, TASKS), ["a.ts:2: deno task test:slow: there is no such task"]);
});

Deno.test("wrongConfigs() checks whole configs, fragments and ablations with what other blocks save", async () => {
  const registry = createRegistry(plugins);
  const found = (...blocks: string[]) => wrongConfigs([page(blocks.join("\n"))], registry);
  const whole = fenced("# mine.yaml\nextends: configs/quickstart.yaml\nseed: 4", "yaml");
  assertEquals(await found(whole, fenced("extends: mine.yaml\nprecision: bfloat16", "yaml")), []);
  assertEquals(await found(fenced("precision: bfloat16", "yaml"), fenced("any: thing", "yaml ignore")), []);
  assertEquals(await found(fenced("model: unet3d", "yaml of configs/hippocampus.yaml")), []);
  const [misspelt] = await found(fenced("sead: 4", "yaml"));
  assertMatch(misspelt, /^docs\/a\.md:2: config\.yaml:2:1 {2}sead: found an unknown key.* "seed"\?$/);
  const [wrong] = await found(fenced("title: x\nrows: []\nbase: y", "yaml"));
  assertMatch(wrong, /^docs\/a\.md:2: config\.yaml:1:1 .* allowed rows, include or both$/);
});

Deno.test("wrongLinks() finds headings that are not there, and odd web addresses", () => {
  const pages = [
    page("# A `b`, c!\n## A `b`, c!\n[x](#a-b-c) [y](#a-b-c-1) [z](b.md#there) `[w](#no)`"),
    page("# There\n[x](a.md#nowhere)\nhttps://example.org/x http://nowhere", "docs/b.md"),
  ];
  assertEquals(wrongLinks(pages), [
    'docs/b.md:2: "a.md#nowhere": docs/a.md has no heading #nowhere',
    'docs/b.md:3: "http://nowhere" is no web address',
  ]);
});

Deno.test("wrongDocLinks() looks into doc comments alone", () => {
  const code =
    "/** {@linkcode here} and {@link gone}, [x](./y.ts) [x](./z.ts). */\nexport const here = '{@link not}';";
  assertEquals(wrongDocLinks(new Map([["a/b.ts", code]]), new Set(["a/y.ts"])), [
    "a/b.ts:1: {@link gone} names nothing in this file",
    'a/b.ts:1: "./z.ts" is not there',
  ]);
});

Deno.test("bareKeys() finds what has no description at any depth", () => {
  const inner = z.strictObject({ a: z.number(), b: z.string().describe("B") });
  const schema = z.strictObject({ whole: inner.describe("W"), list: z.array(inner).describe("L") });
  assertEquals(bareKeys(toJsonSchema(schema)), ["whole.a", "list.*.a"]);
});

Deno.test("failingSnippets() type-checks and runs TypeScript", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const text = [
      "const x = 1;\nif (x !== 1) throw x;",
      "const y = 'no';\nthrow new Error(y);",
      "throw new Error('ah');",
    ]
      .map((code) => fenced(code, "ts")).join("\n\n");
    await Deno.writeTextFile(`${folder}/a.md`, text);
    const found = (page: Page) => failingSnippets([page], folder);
    assertEquals(await found(page(text, "a.md")), ["a.md:8: error: Error: no", "a.md:12: error: Error: ah"]);
    await Deno.writeTextFile(`${folder}/a.md`, fenced("const x: number = 'a';", "ts"));
    const [fault] = await found(page(fenced("x", "ts"), "a.md"));
    assertMatch(fault, /^a\.md:2: TS2322 \[ERROR\]: Type 'string'/);
    assertEquals(await found(page(fenced("no type", "ts ignore"), "a.md")), []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
