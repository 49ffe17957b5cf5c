import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { type Case, DataError, type Dataset } from "./dataset.ts";
import { takeFraction } from "./fraction.ts";
import { stream } from "./random.ts";

/** A dataset of 10 x 10 masks with `foreground(id)` of 100 pixels. */
function toy(cases: readonly Case[], foreground = (id: string) => stream(id).integer(101)): Dataset {
  const raster = { width: 10, height: 10 };
  const labels = ({ id }: Case) => ({
    ...raster,
    data: Uint8Array.from({ length: 100 }, (_, i) => i < foreground(id) ? 1 : 0),
  });
  return {
    name: "toy",
    source: "made",
    classes: ["background", "foreground"],
    channels: 1,
    cases: (split) => cases.filter((item) => item.split === split),
    load: (item) =>
      Promise.resolve({ image: { ...raster, channels: 1, data: new Uint8Array(100) }, labels: labels(item) }),
  };
}

const training = (n: number, more: (i: number) => Partial<Case> = () => ({})): Case[] =>
  Array.from({ length: n }, (_, i) => ({
    id: `c${String(i).padStart(4, "0")}`,
    split: "train",
    image: `c${i}.png`,
    ...more(i),
  }));
const idsOf = (dataset: Dataset) => dataset.cases("train").map(({ id }) => id);

Deno.test("takeFraction() takes round(f n) cases, the same ones whatever the order, a smaller share within a larger", async () => {
  const share = fc.double({ min: 0.001, max: 1, noNaN: true });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 130 }), share, share, fc.nat(), async (n, f, g, seed) => {
      const cases = training(n), take = (f: number, of = cases) => takeFraction(toy(of), f, { seed });
      const [small, large] = [idsOf(await take(Math.min(f, g))), idsOf(await take(Math.max(f, g)))];
      assertEquals(small.length, Math.max(1, Math.round(Math.min(f, g) * n)));
      assertEquals(small.filter((id) => !large.includes(id)), []);
      assertEquals(small, small.toSorted(), "in the dataset's order");
      assertEquals(idsOf(await take(Math.min(f, g), cases.toReversed())).toSorted(), small);
    }),
    { numRuns: 40, seed: 2 },
  );
});

Deno.test("takeFraction() keeps the shares of the tenths by foreground, and of named strata", async () => {
  const part = await takeFraction(toy(training(200), (id) => Number(id.slice(1)) / 2), 0.25, { seed: 3 });
  for (let tenth = 0; tenth < 10; tenth++) {
    const inside = idsOf(part).filter((id) => Math.floor(Number(id.slice(1)) / 20) === tenth).length;
    assert(Math.abs(inside - 5) < 1, `${inside} of tenth ${tenth}`);
  }
  assertStringIncludes(part.source!, "made; 50 of 200 training cases, 10 strata by foreground");

  const named = training(120, (i) => ({ stratum: i % 6 === 0 ? "melanoma" : "naevus" }));
  const read = { ...toy(named), load: () => Promise.reject(new Error("read")) };
  const chosen = (await takeFraction(read, 0.3, { seed: 0 })).cases("train");
  assertEquals([chosen.length, chosen.filter(({ stratum }) => stratum === "melanoma").length], [36, 6]);
});

Deno.test("takeFraction() takes patients as a whole, as near to the share as they come", async () => {
  const cases = training(100, (i) => ({ patient: `p${Math.floor(Math.sqrt(i))}` }));
  for (const seed of [0, 1, 2]) {
    const chosen = (await takeFraction(toy(cases), 0.4, { seed })).cases("train");
    const patients = new Set(chosen.map(({ patient }) => patient));
    assertEquals(chosen, cases.filter(({ patient }) => patients.has(patient)));
    assert(Math.abs(chosen.length - 40) <= 10, `${chosen.length} cases`);
  }
});

Deno.test("takeFraction() draws anew with another seed, leaves the other splits, and reads nothing for all", async () => {
  const cases = [...training(60), { id: "v", split: "val" as const, image: "v.png" }];
  const [a, b] = await Promise.all([1, 2].map((seed) => takeFraction(toy(cases), 0.5, { seed })));
  assert(idsOf(a).join() !== idsOf(b).join());
  assertEquals(a.cases("val"), cases.slice(60));
  const whole = toy(cases);
  assertEquals(await takeFraction(whole, 1, { seed: 1 }), whole);
});

Deno.test("takeFraction() tells of each mask read, by the shorter way where there is one", async () => {
  const steps: string[] = [];
  const dataset = toy(training(5));
  const labels = async (item: Case) => (await dataset.load(item)).labels!;
  const read = { ...dataset, labels, load: () => Promise.reject(new Error("image read")) };
  await takeFraction(read, 0.5, { seed: 0, onProgress: (done, count) => steps.push(`${done}/${count}`) });
  assertEquals(steps, ["1/5", "2/5", "3/5", "4/5", "5/5"]);
});

Deno.test("takeFraction() refuses shares outside (0, 1], strata of some cases, and cases without a mask", async () => {
  for (const fraction of [0, -0.5, 1.5, NaN]) {
    await assertRejects(() => takeFraction(toy(training(4)), fraction, { seed: 0 }), RangeError, "fraction");
  }
  const some = toy(training(4, (i) => i === 2 ? {} : { stratum: "a" }));
  await assertRejects(() => takeFraction(some, 0.5, { seed: 0 }), DataError, "c2.png: Expected a stratum");
  const bare = toy(training(4)), { image } = await bare.load(training(1)[0]);
  const without = { ...bare, load: () => Promise.resolve({ image }) };
  await assertRejects(() => takeFraction(without, 0.5, { seed: 0 }), DataError, "Expected a mask");
});
