import plugin from "@dragsaw/metrics";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { labelPair } from "../../metric/confusion.ts";
import type { Metric } from "../../metric/metric.ts";
import { createRegistry } from "../../registry/registry.ts";
import { measureStructures, summarizeStructures } from "./measure_structures.ts";

const registry = createRegistry([plugin]);
const metrics: readonly Metric[] = ["dice", "hd95", "assd", "nsd", "accuracy"]
  .map((type) => registry.build("metric", { type }, {}));

/** Slices 3 mm apart, rows and columns 1 mm. */
function rows(prediction: number[], truth: number[]) {
  const [a, b] = [prediction, truth].map((labels) => Uint8Array.from(labels));
  return measureStructures(labelPair(a, b, [2, 1, 4], 4, [3, 1, 1]), metrics);
}

Deno.test("measureStructures() gives each class its metrics in mm, and says which were missed or invented", () => {
  // Class 1 in the other slice, class 2 missed, class 3 in neither
  const found = rows([1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 2, 1, 0, 0, 0]);
  assertEquals(found.map(({ id, presence }) => [id, presence]), [[1, "found"], [2, "missed"], [3, "absent"]]);
  assertEquals(found[0].values, { dice: 0, hd95: 3, assd: 3, nsd: 0 });
  const diagonal = Math.hypot(6, 1, 4);
  assertEquals(found[1].values, { dice: 0, hd95: diagonal, assd: diagonal, nsd: 0 });
  assertEquals(found[2].values, { dice: null, hd95: null, assd: null, nsd: null });
});

Deno.test("summarizeStructures() counts missed structures in the means, and leaves out what is nowhere", () => {
  const all = summarizeStructures([
    rows([1, 1, 0, 0, 0, 0, 0, 0], [1, 1, 0, 0, 2, 2, 0, 0]),
    rows([1, 1, 0, 0, 2, 0, 0, 0], [1, 1, 0, 0, 2, 2, 0, 0]),
    rows([1, 0, 0, 0, 2, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0]),
  ]);
  assertEquals(all[0].presence, { found: 3, missed: 0, invented: 0, absent: 0 });
  assertEquals(all[0].means.dice, 1);
  assertEquals(all[1].presence, { found: 1, missed: 1, invented: 1, absent: 0 });
  assertAlmostEquals(all[1].means.dice!, (0 + 2 / 3 + 0) / 3, 1e-12);
  assertEquals([all[2].presence.absent, all[2].means.dice, all[2].defined.dice], [3, null, 0]);
});
