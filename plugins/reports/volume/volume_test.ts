import { assert, assertEquals, assertRejects } from "@std/assert";
import type { EvaluatedCase, EvaluatedVolume } from "@dragsaw/core";
import { geometry, readNifti, type Triple } from "@dragsaw/core/volume";
import { below, beside } from "../arrange.ts";
import { panelPictures, PANELS } from "../evaluation/panel_pictures.ts";
import { strip } from "../evaluation/strip.ts";
import { EMPTY, evaluated, tree } from "../testdata/evaluated.ts";
import { bounded } from "./bounded.ts";
import { cropVolume, structureBox } from "./crop.ts";
import { cutPlanes } from "./cut_planes.ts";
import { drawEdges } from "./letters.ts";
import { montage } from "./montage.ts";
import { stretchImage, stretchIndices } from "./stretch.ts";
import { createVolumes } from "./volumes.ts";

/** A box of class 1 in a volume of 1 x 1 x 2 mm, whose values are the indices of its voxels. */
function boxed(size: Triple, from: Triple, to: Triple): EvaluatedVolume {
  const count = size[0] * size[1] * size[2], truth = new Uint8Array(count);
  for (let z = from[2]; z < to[2]; z++) {
    for (let y = from[1]; y < to[1]; y++) {
      truth.fill(1, (z * size[1] + y) * size[0] + from[0], (z * size[1] + y) * size[0] + to[0]);
    }
  }
  const data = Float32Array.from({ length: count }, (_, i) => i);
  const place = geometry(size, [1, 0, 0, -5, 0, 1, 0, -6, 0, 0, 2, -7]);
  return {
    image: { ...place, channels: 1, data },
    truth,
    prediction: truth.slice(),
    uncertainty: new Float32Array(count).fill(.5),
  };
}

Deno.test("structureBox() is around truth and prediction with a margin in mm, and all where there is neither", () => {
  const volume = boxed([60, 50, 40], [30, 20, 10], [34, 24, 12]);
  assertEquals(structureBox(volume), { from: [20, 10, 5], size: [24, 24, 12] });
  volume.prediction[0] = 1;
  assertEquals(structureBox(volume).from, [0, 0, 0]);
  const empty = boxed([60, 50, 40], [0, 0, 0], [0, 0, 0]);
  assertEquals(structureBox(empty), { from: [0, 0, 0], size: [60, 50, 40] });
});

Deno.test("cropVolume() keeps values at their place in the world, also when it thins", () => {
  const volume = boxed([6, 5, 4], [0, 0, 0], [1, 1, 1]);
  const { image } = cropVolume(volume, { from: [1, 2, 1], size: [4, 3, 3] }, 2);
  assertEquals([image.size, image.spacing], [[2, 2, 2], [2, 2, 4]]);
  assertEquals(image.affine, [2, 0, 0, -4, 0, 2, 0, -4, 0, 0, 4, -5]);
  const at = (x: number, y: number, z: number) => x + 6 * (y + 5 * z);
  assertEquals([...image.data], [
    ...[at(1, 2, 1), at(3, 2, 1), at(1, 4, 1), at(3, 4, 1)],
    ...[at(1, 2, 3), at(3, 2, 3), at(1, 4, 3), at(3, 4, 3)],
  ]);
});

Deno.test("bounded() leaves small volumes whole, cuts larger ones to structures, and thins what is too large still", () => {
  const volume = boxed([60, 50, 40], [30, 20, 10], [34, 24, 12]);
  assertEquals(bounded(volume, 120_000).image.size, [60, 50, 40]);
  assertEquals(bounded(volume, 7000).image.size, [24, 24, 12]);
  assertEquals(bounded(volume, 6000).image.size, [12, 12, 6]);
});

Deno.test("stretchImage() is linear in between, means where smaller; stretchIndices() takes the nearest", () => {
  const image = { height: 1, width: 2, channels: 1, data: Uint8Array.of(0, 100) };
  assertEquals([...stretchImage(image, [1, 4]).data], [0, 25, 75, 100]);
  assertEquals([...stretchImage(image, [1, 1]).data], [50]);
  assertEquals([...stretchIndices(Uint32Array.of(7, 9), [1, 2], [2, 3])], [7, 9, 9, 7, 9, 9]);
});

Deno.test("cutPlanes() shows three planes in one scale, in true proportion, through the most foreground", () => {
  const volume = boxed([30, 40, 20], [10, 10, 8], [20, 16, 10]);
  const cuts = cutPlanes(volume, 120);
  // 30 x 26 x 24 mm are left of 30 x 40 x 40
  assertEquals(cuts.map(({ image: { width, height } }) => [width, height]), [[120, 104], [120, 96], [
    104,
    96,
  ]]);
  assertEquals(cuts.map(({ edges }) => edges.join("")), ["RLAP", "RLSI", "APSI"]);
  for (const { truth, prediction } of cuts) {
    assert(truth.includes(1));
    assertEquals(truth, prediction);
  }
  // A tenth of the axial slice, whose 10 x 6 voxels are 4 x 4 pixels each
  assertEquals(cuts[0].truth.filter(Boolean).length, 10 * 6 * 16);
});

Deno.test("a volume's panels hold three planes, its montage three rows of them", () => {
  const volume = boxed([30, 40, 20], [10, 10, 8], [20, 16, 10]), item = { ...evaluated("a", {}), volume };
  const panels = strip(item, 120), whole = montage(volume, 2, 120);
  assertEquals([panels.width, panels.height], [PANELS.length * (120 + 120 + 104 + 8), 104]);
  assertEquals([whole.width, whole.height], [352, 3 * 104 + 8]);
  assert(strip(item, 2048).width <= 16_383, "no WebP is wider");
});

Deno.test("drawEdges() writes letters in white, none into a picture that is too small", () => {
  const picture = (side: number) => ({
    height: side,
    width: side,
    channels: 3,
    data: new Uint8Array(side * side * 3),
  });
  const white = ({ data }: ReturnType<typeof picture>) => data.filter((value) => value === 255).length / 3;
  const drawn = picture(140);
  assertEquals(drawEdges(drawn, ["R", "L", "A", "P"], 1), drawn);
  assertEquals(white(drawn), 18 + 11 + 18 + 15);
  const small = picture(20);
  drawEdges(small, ["R", "L", "A", "P"], 1);
  assertEquals(white(small), 0);
});

Deno.test("beside() and below() put pictures together on black", () => {
  const dot = (value: number, height: number) => ({
    height,
    width: 1,
    channels: 3,
    data: new Uint8Array(height * 3).fill(value),
  });
  const row = beside([dot(1, 3), dot(2, 1)], 1);
  assertEquals([row.width, row.height], [3, 3]);
  assertEquals([...row.data].filter((_, i) => i % 3 === 0), [1, 0, 0, 1, 0, 2, 1, 0, 0]);
  const column = below([dot(1, 1), dot(2, 1)], 1);
  assertEquals([...column.data].filter((_, i) => i % 3 === 0), [1, 0, 2]);
});

Deno.test("panelPictures() are as many as PANELS", () => {
  const { image, truth, prediction, uncertainty } = cutPlanes(boxed([9, 9, 9], [3, 3, 3], [5, 5, 5]), 40)[0];
  assertEquals(panelPictures({ image, truth, prediction, uncertainty }, 2).length, PANELS.length);
});

Deno.test("volumes() keeps the worst, median and best as NIfTI, and replaces those of an earlier evaluation", async () => {
  const folder = await Deno.makeTempDir(), volume = boxed([6, 5, 4], [1, 1, 1], [3, 3, 3]);
  const options = { count: 1, metric: "dice", best: "highest", megavoxels: 1 } as const;
  const item = (id: string, dice: number | null): EvaluatedCase => ({ ...evaluated(id, { dice }), volume });
  await Deno.mkdir(`${folder}/volumes/old`, { recursive: true });
  const report = createVolumes(options);
  for (const [id, dice] of [["a/b", .1], ["c", .2], ["d", .3], ["e", .4], ["f", .5], ["g", null]] as const) {
    await report.onCase(item(id, dice), folder);
  }
  await report.onEnd(EMPTY, folder);
  const names = ["image", "prediction", "truth", "uncertainty"];
  assertEquals(
    await tree(folder),
    ["a%2Fb", "d", "f", "g"].flatMap((id) => names.map((name) => `volumes/${id}/${name}.nii.gz`)),
  );
  const image = await readNifti(`${folder}/volumes/f/image.nii.gz`);
  assertEquals([image.size, image.affine, image.data], [
    volume.image.size,
    volume.image.affine,
    volume.image.data,
  ]);
  const { data } = await readNifti(`${folder}/volumes/f/uncertainty.nii.gz`);
  assertEquals(data[0], Math.fround(128 / 255));
  await assertRejects(() => report.onCase(evaluated("a", { dice: 1 }), folder), TypeError, '"a" as a volume');
  await assertRejects(
    () => report.onCase({ ...item("a", 1), metrics: { x: 1 } }, folder),
    RangeError,
    '"dice"',
  );
  await Deno.remove(folder, { recursive: true });
});
