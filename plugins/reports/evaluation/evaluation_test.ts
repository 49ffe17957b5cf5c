import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { EvaluatedVolume } from "@dragsaw/core";
import sharp from "sharp";
import { PREDICTION_COLOR, TRUTH_COLOR } from "../overlay.ts";
import { EMPTY, evaluated, tree } from "../testdata/evaluated.ts";
import { type CalibrationFile, createCalibration } from "./calibration.ts";
import { classMap } from "./class_map.ts";
import { diceConfidence } from "./dice_confidence.ts";
import { CONFUSED_COLOR, errorMap } from "./error_map.ts";
import { createPanels } from "./panels.ts";
import { createPixelRisk } from "./pixel_risk.ts";
import { createReliability } from "./reliability.ts";
import { fitted, shrinkImage, shrinkMap } from "./shrink.ts";
import { PANELS, strip } from "./strip.ts";

Deno.test("reliability worked by hand: two bins, images of different size weigh the same", () => {
  const counts = createReliability(2);
  counts.add(new Float32Array([0.25, 0.25, 0.75, 1]), new Uint8Array([0, 1, 1, 2]));
  counts.add(new Float32Array([0.25]), new Uint8Array([0]));
  const { bins, ece, brier } = counts.result();
  assertEquals(bins.map(({ share }) => share), [0.75, 0.25]);
  assertEquals(bins.map(({ probability }) => probability), [0.25, 0.875]);
  assertAlmostEquals(bins[0].observed!, 1 / 6, 1e-12);
  assertEquals(bins[1].observed, 1);
  assertAlmostEquals(ece, 0.75 * (0.25 - 1 / 6) + 0.25 * 0.125, 1e-12);
  assertAlmostEquals(brier, ((0.0625 + 0.5625 + 0.0625) / 4 + 0.0625) / 2, 1e-12);
});

Deno.test("reliability is perfect where probabilities are frequencies, and nothing of nothing", () => {
  const counts = createReliability();
  counts.add(new Float32Array(4).fill(0.25), new Uint8Array([0, 0, 0, 1]));
  assertEquals(counts.result().ece, 0);
  assertEquals(createReliability().result().ece, 0);
});

Deno.test("the risk of pixels rises from the sure ones on and ends with the error of all", () => {
  const risk = createPixelRisk();
  risk.add(new Float32Array([0, 0, 0.5, 1]), {
    truth: new Uint8Array([0, 1, 1, 1]),
    prediction: new Uint8Array([0, 1, 1, 0]),
  });
  const { coverage, risk: left, area } = risk.result();
  assertEquals([coverage, left], [[0.5, 0.75, 1], [0, 0, 0.25]]);
  assertEquals(area, 0.0625);
  assertEquals(createPixelRisk().result().coverage, []);
});

Deno.test("diceConfidence() is the Dice of prediction and probability", () => {
  assertEquals(diceConfidence(new Float32Array([1, 1, 0]), new Uint8Array([1, 2, 0])), 1);
  assertEquals(diceConfidence(new Float32Array(3), new Uint8Array(3)), 1);
  assertEquals(diceConfidence(new Float32Array([0.5, 0.5]), new Uint8Array([0, 0])), 0);
});

Deno.test("calibration() writes the same file whatever the order of the images, and starts anew", async () => {
  const folder = await Deno.makeTempDir(), report = createCalibration();
  const write = async (ids: readonly string[]) => {
    for (const id of ids) await report.onCase(evaluated(id, {}), folder);
    await report.onEnd(EMPTY, folder);
    return await Deno.readTextFile(`${folder}/calibration.json`);
  };
  const first = await write(["b", "a"]);
  assertEquals(await write(["a", "b"]), first);
  const file = JSON.parse(first) as CalibrationFile;
  assertEquals([file.images, Object.keys(file.confidence)], [2, ["a", "b"]]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("calibration() of a volume has the risk of all its voxels, and no reliability of labels", async () => {
  const folder = await Deno.makeTempDir(), report = createCalibration();
  const image = { size: [4, 1, 1] } as unknown as EvaluatedVolume["image"];
  const volume = {
    image,
    truth: new Uint8Array([0, 1, 1, 1]),
    prediction: new Uint8Array([0, 1, 1, 0]),
    uncertainty: new Float32Array([0, 0, 0.5, 1]),
  };
  await report.onCase({ ...evaluated("a", {}), volume }, folder);
  await report.onEnd(EMPTY, folder);
  const file = JSON.parse(await Deno.readTextFile(`${folder}/calibration.json`)) as CalibrationFile;
  assertEquals([file.images, file.confidence, file.pixels.risk], [1, {}, [0, 0, 0.25]]);
  assertEquals(file.bins.filter(({ share }) => share > 0), []);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("errorMap() tells missed, too much and confused, over a dim image", () => {
  const image = { height: 1, width: 4, channels: 3, data: new Uint8Array(12).fill(100) };
  const { data } = errorMap(image, {
    truth: new Uint8Array([1, 0, 1, 0]),
    prediction: new Uint8Array([0, 1, 2, 0]),
  });
  assertEquals([...data], [...TRUTH_COLOR, ...PREDICTION_COLOR, ...CONFUSED_COLOR, 32, 32, 32]);
});

Deno.test("classMap() is white of one class and has a colour for each of several", () => {
  assertEquals([...classMap(new Uint8Array([0, 1]), [1, 2], 2).data], [0, 0, 0, 255, 255, 255]);
  const { data } = classMap(new Uint8Array([1, 2]), [1, 2], 3);
  assert(data.subarray(0, 3).join() !== data.subarray(3).join());
});

Deno.test("shrinking keeps proportion, means of an image and ids of a map", () => {
  assertEquals([fitted([400, 200], 100), fitted([50, 20], 100), fitted([1000, 1], 10)], [
    [100, 50],
    [50, 20],
    [10, 1],
  ]);
  const image = {
    height: 2,
    width: 4,
    channels: 1,
    data: new Uint8Array([0, 100, 10, 10, 100, 200, 10, 30]),
  };
  assertEquals([...shrinkImage(image, [1, 2]).data], [100, 15]);
  assertEquals([...shrinkMap(new Uint8Array([0, 7, 0, 9]), [1, 4], [1, 2])], [7, 9]);
});

Deno.test("strip() has every picture, of one size", () => {
  const item = evaluated("x", {}, 40), { height, width, data } = strip(item, 20);
  assertEquals([height, width], [20, 20 * PANELS.length]);
  assertEquals([...data.subarray((PANELS.indexOf("truth") * 20 + 10 * width + 10) * 3).subarray(0, 3)], [
    255,
    255,
    255,
  ]);
});

Deno.test("panels() replaces those of an earlier evaluation, even a killed one", async () => {
  const folder = await Deno.makeTempDir();
  const old = createPanels({ side: 32 });
  await old.onCase(evaluated("old", {}), folder);
  await old.onEnd(EMPTY, folder);
  await createPanels({ side: 32 }).onCase(evaluated("killed", {}), folder);
  const report = createPanels({ side: 32 });
  await Promise.all(["a/b", "c"].map((id) => report.onCase(evaluated(id, {}, 64), folder)));
  await report.onEnd(EMPTY, folder);
  assertEquals(await tree(folder), ["panels/a%2Fb.webp", "panels/c.webp"]);
  const { width, height } = await sharp(`${folder}/panels/c.webp`).metadata();
  assertEquals([width, height], [32 * PANELS.length, 32]);
  await Deno.remove(folder, { recursive: true });
});
