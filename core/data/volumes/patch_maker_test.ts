import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { type Batch, joinParts } from "../batch.ts";
import type { Case } from "../dataset.ts";
import { LoadError } from "../load_error.ts";
import { preparedReader } from "./keep_prepared.ts";
import { createPatchMaker, type PatchOptions } from "./patch_maker.ts";
import { madeUpCase } from "./testdata/prepared.ts";
import type { VolumeTransform } from "./volume_transform.ts";

const cases: Case[] = [0, 1, 2, 3, 4].map((i) => ({ id: `case-${i}`, split: "train", image: "" }));
const prepared = new Map(cases.map(({ id }, i) => [id, madeUpCase([8, 9, 10], 2, i)]));

const turn: VolumeTransform = {
  axes: 3,
  name: "turn",
  draw(random) {
    const angle = random.between(-1, 1), gain = random.between(.5, 2);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return {
      map: [1, 0, 0, 0, cos, -sin, 0, sin, cos],
      voxels: ({ data }) => data.forEach((value, i) => data[i] = gain * value),
    };
  },
};

function maker(changes: Partial<PatchOptions> = {}) {
  return createPatchMaker({
    open: ({ id }) => Promise.resolve(preparedReader(prepared.get(id)!)),
    transforms: [turn],
    patch: [4, 5, 6],
    batchSize: 5,
    seed: 7,
    ...changes,
  });
}

Deno.test("createPatchMaker() replays a step to the same bytes, and no other step or seed", async () => {
  const first = await maker()(3, cases);
  assertEquals(await maker()(3, cases), first);
  for (const other of [await maker()(4, cases), await maker({ seed: 8 })(3, cases)]) {
    assertNotEquals(other.images, first.images);
  }
});

Deno.test("createPatchMaker() gives the same bytes in parts, however they are dealt", async () => {
  const make = maker(), whole = await make(3, cases);
  const part = async (...places: number[]) => ({
    places,
    batch: await make(3, places.map((place) => cases[place]), places) as Batch,
  });
  assertEquals(joinParts([await part(0, 2, 4), await part(1, 3)]), whole);
  assertEquals(joinParts([await part(4), await part(3, 1), await part(0, 2)]), whole);
});

Deno.test("createPatchMaker() puts channels last and keeps them with their labels", async () => {
  const { images, labels, size, channels, ids } = await maker({ transforms: [] })(0, cases);
  assertEquals([[...size], channels, ids], [[4, 5, 6], 2, cases.map(({ id }) => id)]);
  assertEquals([images.length, labels.length], [5 * 120 * 2, 5 * 120]);
  labels.forEach((id, i) => assertEquals(images[2 * i], 10 * id));
});

Deno.test("createPatchMaker() holds foreground in the middle of the last places", async () => {
  const rare = madeUpCase([20, 20, 20]);
  rare.labels!.fill(0);
  rare.labels![(15 * 20 + 3) * 20 + 9] = 2;
  const open = () =>
    Promise.resolve(
      preparedReader({ ...rare, locations: [new Uint32Array(), Uint32Array.of((15 * 20 + 3) * 20 + 9)] }),
    );
  const { labels } = await maker({ open, transforms: [], patch: [4, 4, 4] })(0, cases);
  const middle = (place: number) => labels[place * 64 + (2 * 4 + 2) * 4 + 2];
  assertEquals([3, 4].map(middle), [2, 2]);
});

Deno.test("createPatchMaker() tells case, stage and cause of what it cannot make", async () => {
  const gone = maker({ open: () => Promise.reject(new Error("the file is gone")) });
  const read = await assertRejects(() => gone(0, cases), LoadError, 'case "case-0" (read): the file is gone');
  assertEquals(read.caseId, "case-0");
  const { labels: _, locations: __, ...blind } = prepared.get("case-0")!;
  const truthless = maker({ open: () => Promise.resolve(preparedReader(blind)) });
  await assertRejects(() => truthless(0, cases), LoadError, "expected truth, found none");
  const mixed = maker({
    open: ({ id }) => Promise.resolve(preparedReader(madeUpCase([8, 9, 10], id === "case-2" ? 1 : 2))),
  });
  await assertRejects(() => mixed(0, cases), LoadError, "expected 2 channels, found 1");
  await assertRejects(() => maker()(0, []), RangeError, "1 case or more");
});
