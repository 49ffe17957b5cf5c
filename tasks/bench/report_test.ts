import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { markdownTable, replaceBetweenMarkers } from "./markdown.ts";
import { report } from "./report.ts";
import type { BenchResult, Side } from "./result.ts";

const side = (name: string, step: number): Side => ({
  name,
  rounds: [[step, step]],
  first: 10 * step,
  peak: 3.5e9,
  footprint: .25e9,
  losses: [1],
  parameters: 5,
  about: {},
});

const RESULT: BenchResult = {
  date: "2026-01-02",
  machine: { processor: "Some CPU, 2 threads", PyTorch: "2.13.0" },
  rates: { float32: { ours: 250, theirs: 200 }, bfloat16: { ours: 1000 } },
  cases: [{
    name: "full-b2",
    title: "Whole",
    precision: "bfloat16",
    gigaflops: 500,
    qualifying: [side("contiguous", 1.25)],
    best: {
      ours: side("ours", 1),
      theirs: side("channels_last", 2),
      precision: "bfloat16",
      ratio: { value: .5, interval: [.48, .5123] },
    },
    released: {
      ours: side("ours", 1),
      theirs: side("contiguous", 4),
      precision: "float32",
      ratio: { value: .25, interval: [.25, .25] },
    },
    load: 2,
  }],
  notes: ["A note"],
};

/** Cells of the only row that begins with these. */
function row(text: string, ...first: string[]): string[] {
  const rows = text.split("\n").filter((line) => line.startsWith("|")).map((line) =>
    line.slice(1, -1).split("|").map((cell) => cell.trim())
  ).filter((cells) => first.every((cell, i) => cells[i] === cell));
  assertEquals(rows.length, 1, text);
  return rows[0].slice(first.length);
}

Deno.test("report() has the machine, both comparisons, every variant and the notes", () => {
  const text = report(RESULT);
  assertStringIncludes(
    text,
    "Measured 2026-01-02 on\n\n- processor: Some CPU, 2 threads\n- PyTorch: 2.13.0\n" +
      "- matrix product in float32: TensorFlow 250 GFLOP/s, PyTorch 200 GFLOP/s\n",
  );
  const [best, released] = text.split("### ").slice(1);
  const memory = "3.50 (3.25) / 3.50 (3.25)";
  assertEquals(
    row(best, "full-b2", "bfloat16"),
    ["1.000", "2.000", "channels_last", "0.500 (0.480 to 0.512)", "50 % / 25 %", memory, "10.0 / 20.0"],
  );
  assertEquals(
    row(released, "full-b2", "bfloat16 / float32"),
    ["1.000", "4.000", "contiguous", "0.250 (0.250 to 0.250)", "50 % / 50 %", memory, "10.0 / 40.0"],
  );
  assertEquals(row(text, "full-b2", "bfloat16", "contiguous"), ["1.250", "1.250", "3.50 (3.25)"]);
  assertStringIncludes(text, "### Notes\n\n- A note");
});

Deno.test("report() leaves out what was not measured", () => {
  const [{ best: { ours, precision }, released: _, ...rest }] = RESULT.cases;
  const alone = { ...rest, qualifying: [], best: { ours, precision } };
  const text = report({ ...RESULT, cases: [alone], rates: {}, notes: [] });
  assertEquals(row(text, "full-b2"), [
    "bfloat16",
    "1.000",
    "-",
    "-",
    "-",
    "- / -",
    "3.50 (3.25) / -",
    "10.0 / -",
  ]);
  assertEquals(text.split("### ").length, 2);
});

Deno.test("markdownTable() lines columns up", () => {
  const columns = [{ title: "a", cell: (n: number) => `x${n}` }, {
    title: "long",
    right: true,
    cell: String,
  }];
  assertEquals(markdownTable(columns, [5, 10]).split("\n"), [
    "| a   | long |",
    "| --- | ---: |",
    "| x5  |    5 |",
    "| x10 |   10 |",
  ]);
});

Deno.test("replaceBetweenMarkers() changes nothing outside of them, and wants them", () => {
  const begin = "<!-- bench: written by deno task bench -->", end = "<!-- bench: end -->";
  const once = replaceBetweenMarkers(`# Before\n\n${begin}\nold\n${end}\n\nafter\n`, "new\n");
  assertEquals(once, `# Before\n\n${begin}\n\nnew\n\n${end}\n\nafter\n`);
  assertEquals(replaceBetweenMarkers(once, "new"), once);
  for (const text of ["", begin, end, `${end}${begin}`]) {
    assertThrows(() => replaceBetweenMarkers(text, "new"), SyntaxError, "in that order");
  }
});
