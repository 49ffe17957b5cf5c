import { assertEquals, assertRejects } from "@std/assert";
import { ConfigError } from "@dragsaw/core/config";
import { withFolder } from "../../tests/tiny.ts";
import { type Ablation, readAblation } from "./ablation.ts";

/** Reads `main.yaml` of some files; what is wrong is told with the folder left out. */
function read(files: Record<string, string>): Promise<Ablation> {
  return withFolder(async (folder) => {
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${name}.yaml`, text);
    }
    try {
      return await readAblation(`${folder}/main.yaml`);
    } catch (error) {
      if (error instanceof Error) error.message = error.message.replaceAll(`${folder}/`, "");
      throw error;
    }
  });
}

const refused = async (files: Record<string, string>) =>
  (await assertRejects(() => read(files), ConfigError)).message.split("\n").slice(1).map((line) =>
    line.trim()
  );

const PART = `
title: Part
base: b.yaml
compare: two
set: { seed: 1 }
rows: [{ label: one, set: { size: [1, 1] } }, { label: two, paper: { JA: 88.5 } }]
`;

Deno.test("readAblation() gives rows with their changes, from what all share to what is their own", async () => {
  const { name, title, seeds, metrics, compare, base, sections } = await read({ main: PART });
  assertEquals([name, title, seeds, compare], ["main", "Part", [0, 1, 2], "two"]);
  assertEquals(metrics, undefined);
  assertEquals(base.endsWith("/b.yaml"), true);
  assertEquals(sections.map(({ rows }) => rows.map(({ label, changes }) => [label, changes.length])), [
    [["one", 2], ["two", 1]],
  ]);
  assertEquals(sections[0].rows[1].paper, { JA: 88.5 });
});

Deno.test("readAblation() includes others: each a section with its own row to compare with", async () => {
  const main =
    "{ title: All, base: c.yaml, seeds: [5], set: { name: x }, rows: [{ label: none }], include: [part] }";
  const { seeds, compare, sections } = await read({ main, part: PART });
  assertEquals([seeds, compare], [[5], "none"]);
  assertEquals(sections.map(({ title, compare }) => [title, compare]), [["All", "none"], ["Part", "two"]]);
  assertEquals(sections[1].rows.map(({ changes }) => changes.length), [3, 2]);
});

Deno.test("readAblation() tells all that is wrong in a file, with places", async () => {
  assertEquals(
    await refused({
      main: "title: x\nbase: b.yaml\nrow: []\nseeds: [0, -1]\nrows:\n  - { label: 'a,b', sett: {} }\n",
    }),
    [
      'main.yaml:3:1  row: found an unknown key, allowed the keys title, base, seeds, metrics, compare, set, values, rows, include; did you mean "rows"?',
      "main.yaml:4:12  seeds.1: found -1, allowed a whole number from 0 to 2147483647",
      'main.yaml:6:14  rows.0.label: found "a,b", allowed a text without a comma',
      'main.yaml:6:21  rows.0.sett: found an unknown key, allowed the keys label, set, paper; did you mean "set"?',
    ],
  );
  assertEquals(await refused({ main: "{ title: x, base: b.yaml }" }), [
    'main.yaml:1:1  found {"title":"x","base":"b.yaml"}, allowed rows, include or both',
  ]);
});

Deno.test("readAblation() refuses labels that stand twice, and to compare with a row that is not there", async () => {
  const main = "{ title: x, base: b.yaml, compare: tow, rows: [{ label: two }], include: [part] }";
  assertEquals(await refused({ main, part: PART }), [
    'main.yaml:1:57  rows.0.label: found the label "two" twice in the table, allowed labels that differ',
    'main.yaml:1:36  compare: found "tow", allowed the label of a row: two, one, two; did you mean "two"?',
  ]);
});

Deno.test("readAblation() refuses an include that is not there, and one that includes itself", async () => {
  assertEquals(await refused({ main: "{ title: x, base: b.yaml, include: [prt] }", part: PART }), [
    'main.yaml:1:37  include.0: found no ablation "prt", allowed main, part; did you mean "part"?',
  ]);
  assertEquals(await refused({ main: "{ title: x, base: b.yaml, include: [main] }" }), [
    "main.yaml:1:37  include.0: found the cycle main -> main, allowed none",
  ]);
});
