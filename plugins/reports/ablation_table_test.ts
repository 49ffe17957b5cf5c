import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { analyseAblation } from "./ablation_analysis.ts";
import { ablationCsv } from "./ablation_csv.ts";
import { ablationHtml } from "./ablation_html.ts";
import { ablationMarkdown } from "./ablation_markdown.ts";
import type { RowResult } from "./statistics/cell.ts";
import { madeResult } from "./testdata/ablation.ts";

const made = madeResult(), table = analyseAblation(made, { resamples: 200 });

Deno.test("ablationMarkdown() aligns its columns and escapes what others wrote", () => {
  const text = ablationMarkdown(table);
  const blocks = text.split("\n\n").filter((block) => block.startsWith("| row"));
  assertEquals(blocks.length, 2);
  for (const block of blocks) {
    const lines = block.trimEnd().split("\n");
    assertEquals(new Set(lines.map((line) => [...line].length)).size, 1, block);
    assertEquals(new Set(lines.map((line) => line.match(/(?<!\\)\|/g)!.length)).size, 1, block);
  }
  assertStringIncludes(text, "# PDCR \\<ratio> \\| a\n");
  assertMatch(
    text,
    /\| \+ PDCR +\| +93\.\d\d \[9\d\.\d\d, 9\d\.\d\d\] \| +0\.\d\d \| \+2\.90 \[\+2\.\d\d, \+3\.\d\d\]\* \|/,
  );
  assertMatch(text, /\| 94\.51 \(\+1\.03\) \|/);
  assertMatch(text, /\| 2 of 3 \| 10 min \| 1\.5 GB \|/);
  assertStringIncludes(text, "- l1, H: seed 1 not run\n");
  assertStringIncludes(text, 'alert(1)\\</script>: seed 0, 1, 2 failed: loss is NaN at step 12: "lr" \\<too');
  assertStringIncludes(text, "mean over 3 seeds (0, 1, 2) of the mean over 60 images");
});

Deno.test("ablationMarkdown() of one seed claims nothing about other trainings", () => {
  const rows = made.rows.slice(0, 2).map((row): RowResult => ({ ...row, cells: row.cells.slice(0, 1) }));
  const { sections: _, ...rest } = made;
  const text = ablationMarkdown(analyseAblation({ ...rest, rows }, { resamples: 200 }));
  assertStringIncludes(text, "One seed cannot say");
  assertMatch(text, /\]° \| [< ]*0\.\d{3} \(images\) \|/);
  assert(!text.includes("]*"), text);
});

Deno.test("ablationCsv() has one record a row and metric, as wide as its header, with numbers in the paper's unit", () => {
  const records = ablationCsv(table).split("\r\n");
  assertEquals(records.pop(), "");
  assertEquals(records.length, 1 + 2 * (3 + 3));
  const header = records[0].split(",");
  const plain = records.filter((line) => line.startsWith("(b) others,Baseline,,dice,"))[0].split(",");
  assertEquals(plain.length, header.length);
  const value = (name: string) => plain[header.indexOf(name)];
  assertEquals(Math.round(Number(value("difference")) * 100), -290);
  assertEquals([value("base"), value("paper"), value("paper_difference")], ["+ PDCR", "93.48", "-1.03"]);
  assertEquals([value("seeds"), value("significant"), value("seconds")], ["0 1 2", "trainings", "610"]);
  assertStringIncludes(records[3], '"losses.encoder.type = pdcr; a ""b"" <c>"');
  assertStringIncludes(records.at(-1)!, "(b) others,broken & <script>alert(1)</script>,,hd95,,,0 1 2,,,,,,0");
});

Deno.test("ablationHtml() is one file without script, balanced, with everything escaped and a plot a difference", () => {
  const html = ablationHtml(table);
  assert(!/<script|src=|href="(?!#|data:,")|url\(|@import/.test(html), "nothing from elsewhere");
  assertStringIncludes(html, "broken &amp; &lt;script&gt;alert(1)&lt;/script&gt;");
  assertStringIncludes(html, "<title>PDCR &lt;ratio&gt; | a</title>");
  assertStringIncludes(html, "<code>a &quot;b&quot; &lt;c&gt;</code>");
  for (const tag of ["table", "tr", "td", "th", "svg", "section", "small", "ul", "li", "main", "style"]) {
    const count = (pattern: string) => html.match(new RegExp(pattern, "g"))?.length ?? 0;
    assertEquals(count(`<${tag}[ >]`), count(`</${tag}>`), tag);
  }
  assertEquals(html.match(/class="plot/g)!.length, 2 * (2 + 1));
  assertEquals(html.match(/class="plot better"/g)!.length, 2, "Dice up and HD95 down");
  assertEquals(html.match(/class="plot worse"/g)!.length, 2);
  assertStringIncludes(html, 'aria-label="+2.90, +2.');
  for (const [, x] of html.matchAll(/(?:x|x1|x2|cx)="([-\d.]+)%"/g)) {
    assert(Number(x) >= 0 && Number(x) <= 100, x);
  }
  assert(!/NaN|undefined|null/.test(html.replaceAll("loss is NaN", "")), "every number is one");
});
