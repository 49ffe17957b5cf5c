import { assertEquals, assertRejects } from "@std/assert";
import sharp from "sharp";
import { PREDICTION_COLOR } from "./overlay.ts";
import { createPictures } from "./pictures.ts";
import { EMPTY, evaluated, tree } from "./testdata/evaluated.ts";

const OPTIONS = { count: 1, metric: "dice", best: "highest", all: false } as const;

Deno.test("pictures() keeps the worst, median and best overlay and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  const report = createPictures(OPTIONS);
  for (const [i, dice] of [0.5, 0.9, 0.1, 0.4, 0.6].entries()) {
    await report.onCase(evaluated(`c${i}`, { dice }), folder);
  }
  await report.onCase(evaluated("a/b", { dice: null }), folder);
  await report.onEnd(EMPTY, folder);
  assertEquals(await tree(folder), [
    "pictures/best/1_c1_dice_0.9000.png",
    "pictures/median/1_c0_dice_0.5000.png",
    "pictures/undefined/1_a%2Fb.png",
    "pictures/worst/1_c2_dice_0.1000.png",
  ]);
  const { data, info } = await sharp(`${folder}/pictures/best/1_c1_dice_0.9000.png`).raw().toBuffer({
    resolveWithObject: true,
  });
  assertEquals([info.height, info.width, info.channels], [8, 8, 3]);
  // Row 3, last column of the shifted prediction: outside the truth
  assertEquals([...data.subarray((3 * 8 + 6) * 3, (3 * 8 + 6) * 3 + 3)], [...PREDICTION_COLOR]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("pictures() writes every map of every image with all", async () => {
  const folder = await Deno.makeTempDir();
  const report = createPictures({ ...OPTIONS, all: true });
  await report.onCase(evaluated("x", { dice: 1 }, 20), folder);
  await report.onEnd(EMPTY, folder);
  const files = await tree(`${folder}/pictures/cases`);
  assertEquals(files, [
    "x_mask.png",
    "x_overlay.png",
    "x_probability.png",
    "x_uncertainty_decoder.low.png",
    "x_uncertainty_prediction.png",
  ]);
  for (const file of files) {
    const { width, height } = await sharp(`${folder}/pictures/cases/${file}`).metadata();
    assertEquals([width, height], [20, 20]);
  }
  const mask = await sharp(`${folder}/pictures/cases/x_mask.png`).toColourspace("b-w").raw().toBuffer();
  assertEquals([...new Set(mask)].sort(), [0, 255]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("pictures() replaces the pictures of an earlier evaluation, even a killed one", async () => {
  const folder = await Deno.makeTempDir();
  const report = createPictures(OPTIONS);
  await report.onCase(evaluated("old", { dice: 1 }), folder);
  await report.onEnd(EMPTY, folder);
  await createPictures(OPTIONS).onCase(evaluated("killed", { dice: 1 }), folder);
  await Promise.all(["n1", "n2"].map((id) => report.onCase(evaluated(id, { dice: 0.5 }), folder)));
  await report.onEnd(EMPTY, folder);
  assertEquals(await tree(folder), [
    "pictures/best/1_n2_dice_0.5000.png",
    "pictures/worst/1_n1_dice_0.5000.png",
  ]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("pictures() names the metrics it could rank by", async () => {
  const folder = await Deno.makeTempDir();
  const report = createPictures({ ...OPTIONS, metric: "dcie" });
  await assertRejects(
    () => report.onCase(evaluated("x", { dice: 1, jaccard: 1 }), folder),
    RangeError,
    "(dice, jaccard)",
  );
  await Deno.remove(folder, { recursive: true });
});
