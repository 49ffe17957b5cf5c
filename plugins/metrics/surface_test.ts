import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createRegistry, OptionError, summarize } from "@dragsaw/core";
import { labelPair } from "@dragsaw/core/metric";
import type { Metric } from "@dragsaw/core/metric";
import { metricSuite } from "@dragsaw/core/testing";
import golden from "../../tests/goldens/surface.json" with { type: "json" };
import plugin, { diagonal } from "./mod.ts";

const registry = createRegistry([plugin]);
const metric = (type: string, options: Record<string, unknown> = {}): Metric =>
  registry.build("metric", { type, ...options }, {});
const masks = golden.masks as Record<string, { shape: number[]; rows: string[] }>;
const mask = (name: string) => Uint8Array.from(masks[name].rows.join(""), Number);

for (const type of ["hd95", "assd", "nsd", "unmatched"]) {
  metricSuite({ name: type, build: () => metric(type) });
}

Deno.test("hd95 and assd agree with the goldens; a missed structure counts the diagonal", () => {
  for (const { name, a, b, spacing, expected_hd95, expected_assd } of golden.cases) {
    const pair = labelPair(mask(a), mask(b), masks[a].shape, 2, spacing);
    const wanted = (value: number | null) => a === b && value === null ? null : value ?? diagonal(pair);
    for (const [type, value] of [["hd95", expected_hd95], ["assd", expected_assd]] as const) {
      const found = metric(type).measure(pair), expected = wanted(value);
      if (expected === null) assertEquals(found, null, name);
      else assertAlmostEquals(found!, expected, 1e-8 * Math.max(1, expected), name);
    }
  }
});

Deno.test("surface metrics are means over foreground classes, in the image's spacing", () => {
  const truth = Uint8Array.of(1, 0, 0, 2, 0, 0), prediction = Uint8Array.of(0, 1, 0, 2, 0, 0);
  const pair = labelPair(prediction, truth, [2, 3], 4, [5, 0.5]);
  assertEquals(metric("hd95").measureClasses!(pair), [0.5, 0, null]);
  assertEquals(metric("assd").measure(pair), 0.25);
  assertEquals(metric("nsd", { tolerance: 0.4 }).measureClasses!(pair), [0, 1, null]);
  assertEquals(metric("nsd", { tolerance: [0.5, 0, 0] }).measure(pair), 1);
  assertEquals(metric("hd95", { absent: "perfect" }).measureClasses!(pair), [0.5, 0, 0]);
  assertEquals(metric("nsd", { absent: "perfect" }).measureClasses!(pair), [1, 1, 1]);
  // Without a spacing lengths are in pixels
  assertEquals(metric("hd95").measure(labelPair(prediction, truth, [2, 3], 4)), 0.5);
});

Deno.test("a structure that was missed or invented has the worst value there is, and stays in means", () => {
  const none = new Uint8Array(12), some = Uint8Array.from({ length: 12 }, (_, i) => i === 5 ? 1 : 0);
  const missed = labelPair(none, some, [3, 4], 2, [1, 2]), found = labelPair(some, some, [3, 4], 2, [1, 2]);
  for (const pair of [missed, labelPair(some, none, [3, 4], 2, [1, 2])]) {
    assertEquals(metric("hd95").measure(pair), Math.hypot(3, 8));
    assertEquals(metric("assd", { missed: 50 }).measure(pair), 50);
    assertEquals(metric("nsd", { tolerance: 1000 }).measure(pair), 0);
    assertEquals(metric("unmatched").measure(pair), 1);
  }
  const types = ["hd95", "assd", "nsd", "unmatched"];
  const rows = [missed, found].map((pair) =>
    Object.fromEntries(types.map((type) => [type, metric(type).measure(pair)]))
  );
  const { means, defined } = summarize(types, rows);
  const half = Math.hypot(3, 8) / 2;
  assertEquals([means.hd95, means.assd, means.nsd, means.unmatched], [half, half, 0.5, 0.5]);
  assertEquals(types.map((type) => defined[type]), [2, 2, 2, 2]);
  assertEquals(metric("unmatched").measure(labelPair(none, none, [3, 4], 2)), 0);
});

Deno.test("surface metrics refuse options that mean nothing", () => {
  const pair = labelPair(new Uint8Array(4), Uint8Array.of(0, 1, 0, 0), [2, 2], 2);
  const none = () => metric("nsd", { tolerance: [1, 1] }).measure(pair);
  assertThrows(none, RangeError, "nsd of 1 foreground classes: tolerance has 2 values");
  assertThrows(() => metric("nsd", { tolerance: -1 }), OptionError);
  assertThrows(() => metric("hd95", { missed: 0 }), OptionError);
  assert(
    !metric("hd95").higherIsBetter && !metric("unmatched").higherIsBetter && metric("nsd").higherIsBetter,
  );
});
