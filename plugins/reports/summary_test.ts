import { assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { createSummary, type SummaryFile } from "./summary.ts";
import { evaluated } from "./testdata/evaluated.ts";

const TOTALS = {
  split: "test",
  count: 3,
  means: { dice: 0.5, "m-iou": 0.6, hd95: null },
  deviations: { dice: 0.1, "m-iou": 0.2, hd95: null },
  defined: { dice: 2, "m-iou": 3, hd95: 0 },
};
const CASES = [
  evaluated("a", { dice: 0.4, "m-iou": 0.4, hd95: null }),
  evaluated("b", { dice: 0.6, "m-iou": 0.6, hd95: null }),
  evaluated("c", { dice: null, "m-iou": 0.8, hd95: null }),
];

async function written(cases: typeof CASES): Promise<[SummaryFile, string]> {
  const folder = await Deno.makeTempDir();
  const report = createSummary({ resamples: 500, seed: 7 });
  for (const item of cases) await report.onCase(item, folder);
  await report.onEnd(TOTALS, folder);
  const file = JSON.parse(await Deno.readTextFile(`${folder}/summary.json`));
  const table = await Deno.readTextFile(`${folder}/summary.md`);
  await Deno.remove(folder, { recursive: true });
  return [file, table];
}

Deno.test("summary() labels both metric sets, with spread, images and interval", async () => {
  const [file, table] = await written(CASES);
  assertEquals(Object.keys(file.sets), ["foreground", "classes", "other"]);
  const { interval, ...dice } = file.sets.foreground.metrics.dice;
  assertEquals(dice, { mean: 0.5, deviation: 0.1, n: 2 });
  assertEquals(interval, [0.4, 0.6], "an undefined case is in no resample");
  const [low, high] = file.sets.classes.metrics["m-iou"].interval!;
  assertAlmostEquals(low, 0.4, 1e-9);
  assertAlmostEquals(high, 0.8, 1e-9);
  assertStringIncludes(table, "| dice | 0.5000 | 0.1000 | 0.4000 to 0.6000 | 2 |");
  assertStringIncludes(table, "| hd95 |  |  |  | 0 |");
  assertStringIncludes(table, "## Mean over the classes with background");
});

Deno.test("summary() does not depend on the order of evaluation", async () => {
  assertEquals(await written(CASES), await written(CASES.toReversed()));
});
