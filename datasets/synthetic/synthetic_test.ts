import { createRegistry } from "@dragsaw/core/registry";
import type { Dataset, Sample } from "@dragsaw/core/data";
import { datasetSuite } from "@dragsaw/core/testing";
import { assertEquals } from "@std/assert";
import plugin from "../mod.ts";

const open = (options: Record<string, unknown> = {}): Promise<Dataset> =>
  createRegistry([plugin]).build("dataset", { type: "synthetic", ...options }, { seed: 0 });

datasetSuite({ name: "synthetic", open: () => open({ train: 3, val: 2, test: 1, size: [48, 60] }) });

Deno.test("synthetic makes the same image for the same seed and place, whatever the counts", async () => {
  const few = await open({ train: 2 }), many = await open({ train: 9, test: 1 });
  const last = few.cases("train")[1];
  assertEquals(await many.load(last), await few.load(last));
  const [a, b] = await Promise.all([few.load(few.cases("train")[0]), few.load(last)]);
  assertEquals(a.image.data.join() === b.image.data.join(), false);
  const other = await open({ train: 2, seed: 1 });
  assertEquals((await other.load(last)).image.data.join() === b.image.data.join(), false);
  assertEquals((await few.load(few.cases("test")[0])).image.data.join() === a.image.data.join(), false);
});

Deno.test("synthetic gives the counts and the size asked for", async () => {
  const dataset = await open({ train: 3, val: 2, test: 0, size: [40, 64] });
  assertEquals([dataset.cases("train").length, dataset.cases("val").length, dataset.cases("test").length], [
    3,
    2,
    0,
  ]);
  const { image, labels } = await dataset.load(dataset.cases("val")[1]);
  assertEquals([image.height, image.width, image.data.length, labels!.data.length], [40, 64, 7680, 2560]);
  assertEquals((await dataset.load(dataset.cases("val")[1], [20, 32])).image.height, 20);
});

Deno.test("synthetic lesions have a sensible area and cannot be told by brightness alone", async () => {
  const dataset = await open({ test: 24 });
  const samples = await Promise.all(dataset.cases("test").map((item) => dataset.load(item)));
  const dices = samples.map((sample) => {
    const area = sample.labels!.data.reduce((sum, id) => sum + id, 0) / sample.labels!.data.length;
    assertEquals(area > 0.02 && area < 0.6, true);
    return bestThreshold(sample);
  });
  const mean = dices.reduce((sum, dice) => sum + dice, 0) / dices.length;
  assertEquals(mean > 0.5 && mean < 0.9, true);
});

/** Dice of the best "darker than" for this very image. */
function bestThreshold({ image, labels }: Sample): number {
  const dark = Array.from(
    labels!.data,
    (_, i) => image.data[3 * i] + image.data[3 * i + 1] + image.data[3 * i + 2],
  );
  const truth = labels!.data.reduce((sum, id) => sum + id, 0);
  return Math.max(...Array.from({ length: 60 }, (_, step) => {
    let hit = 0, marked = 0;
    dark.forEach((value, i) => {
      if (value >= 12 * step) return;
      marked++;
      hit += labels!.data[i];
    });
    return 2 * hit / (marked + truth);
  }));
}
