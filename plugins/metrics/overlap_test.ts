import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { labelPair, poolConfusion, summarize } from "@dragsaw/core";
import type { Metric } from "@dragsaw/core";
import { metricSuite } from "@dragsaw/core/testing";
import golden from "../../tests/goldens/metrics2d.json" with { type: "json" };
import { overlapMetrics } from "./mod.ts";

const metrics = new Map(
  overlapMetrics.map(({ name, build }) => [name, build({} as never, {} as never) as Metric]),
);
const measure = (name: string, pair: ReturnType<typeof pairOf>) => metrics.get(name)!.measure(pair);

function pairOf(name: string) {
  const found = golden.cases.find((item) => item.name === name)!;
  const ids = ({ rows }: { rows: string[] }) => Uint8Array.from(rows.join(""), Number);
  return labelPair(ids(found.pred), ids(found.gt), found.gt.shape as [number, number], found.classes);
}

function assertValue(found: number | null, wanted: number | null, what: string) {
  if (wanted === null || found === null) assertEquals(found, wanted, what);
  else assertAlmostEquals(found, wanted, 1e-9, what);
}

for (const [name, metric] of metrics) metricSuite({ name, build: () => metric });

for (const item of golden.cases) {
  Deno.test(`metrics agree with the golden case ${item.name}`, () => {
    const pair = pairOf(item.name);
    assertEquals([...pair.confusion], item.expected_confusion_gt_by_pred.data);
    assertValue(measure("dice", pair), item.expected_dice_foreground, "dice");
    assertValue(measure("jaccard", pair), item.expected_iou_foreground, "jaccard");
    assertValue(measure("accuracy", pair), item.expected_accuracy, "accuracy");
    assertValue(measure("m-dice", pair), item.expected_dice_mean_all, "m-dice");
    assertValue(measure("m-iou", pair), item.expected_iou_mean_all, "m-iou");
    assertValue(measure("released-mean-dice", pair), item.released_mean_dice, "released-mean-dice");
  });
}

Deno.test("macro and micro averages agree with the golden aggregate", () => {
  const { over_cases, ...expected } = golden.aggregate;
  const pairs = over_cases.map(pairOf);
  const rows = pairs.map((pair) => ({ dice: measure("dice", pair), jaccard: measure("jaccard", pair) }));
  const { means } = summarize(["dice", "jaccard"], rows);
  assertValue(means.dice, expected.foreground_dice_macro, "dice macro");
  assertValue(means.jaccard, expected.foreground_iou_macro, "jaccard macro");
  const pooled = poolConfusion(pairs.map(({ confusion }) => confusion));
  assertValue(metrics.get("dice")!.fromCounts!(pooled, 2), expected.foreground_dice_micro, "dice micro");
  assertValue(metrics.get("jaccard")!.fromCounts!(pooled, 2), expected.foreground_iou_micro, "jaccard micro");
});

Deno.test("a missed structure counts 0, one in neither map is undefined", () => {
  const missed = labelPair(Uint8Array.of(0, 0, 0, 0), Uint8Array.of(0, 1, 1, 0), [2, 2], 2);
  for (const name of ["dice", "jaccard", "sensitivity"]) assertEquals(measure(name, missed), 0);
  const absent = labelPair(new Uint8Array(4), new Uint8Array(4), [2, 2], 2);
  for (const name of ["dice", "jaccard", "sensitivity"]) assertEquals(measure(name, absent), null);
  assertEquals(measure("specificity", absent), 1);
});

Deno.test("sensitivity and specificity are taken over the foreground classes", () => {
  const truth = Uint8Array.of(0, 0, 0, 1, 1, 2, 2, 2), prediction = Uint8Array.of(0, 0, 1, 1, 2, 2, 2, 0);
  const pair = labelPair(prediction, truth, [2, 4], 3);
  assertAlmostEquals(measure("sensitivity", pair)!, (1 / 2 + 2 / 3) / 2, 1e-12);
  assertAlmostEquals(measure("specificity", pair)!, (5 / 6 + 4 / 5) / 2, 1e-12);
});

Deno.test("every metric of a perfect prediction is 1", () => {
  const labels = Uint8Array.of(0, 1, 2, 1);
  const pair = labelPair(labels, labels, [2, 2], 3);
  for (const [name, metric] of metrics) {
    assertEquals(metric.name, name);
    assert(metric.higherIsBetter);
    assertEquals(metric.measure(pair), 1, name);
  }
});

Deno.test("labelPair() names what does not fit", () => {
  assertThrows(() => labelPair(new Uint8Array(4), new Uint8Array(4), [2, 3], 2), RangeError, "2x3 wants 6");
  assertThrows(
    () => labelPair(new Uint8Array(3), new Uint8Array(4), [2, 2], 2),
    RangeError,
    "3 predicted labels",
  );
  assertThrows(
    () => labelPair(Uint8Array.of(0, 2), new Uint8Array(2), [1, 2], 2),
    RangeError,
    "predicted label 2 at pixel 1",
  );
});
