import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { stream } from "@dragsaw/core/data";
import {
  joinPostprocessing,
  postprocess,
  type Postprocessing,
  POSTPROCESSING_FILE,
  postprocessingChooser,
  readPostprocessing,
  type ValidationCase,
  writePostprocessing,
} from "./mod.ts";

const NAMES = ["background", "liver", "tumour"], SIZE = [1, 1, 8];
const item = (prediction: number[], truth: number[]): ValidationCase => ({
  prediction: Uint8Array.from(prediction),
  truth: Uint8Array.from(truth),
  size: SIZE,
});

function chosen(...cases: ValidationCase[]): Postprocessing {
  const chooser = postprocessingChooser(NAMES);
  cases.forEach((item) => chooser.add(item));
  return chooser.choose();
}
const kept = ({ foreground, classes }: Postprocessing) => [foreground, ...classes].map((c) => c.keepLargest);

Deno.test("postprocessingChooser() keeps the largest component of a class only where the mean Dice rises", () => {
  // Livers are one, tumours are many; the liver's stray voxel touches nothing
  const found = chosen(
    item([1, 1, 1, 0, 2, 0, 2, 1], [1, 1, 1, 0, 2, 0, 2, 0]),
    item([0, 1, 1, 0, 2, 2, 0, 2], [0, 1, 1, 0, 2, 2, 0, 2]),
  );
  assertEquals(kept(found), [false, true, false]);
  assertEquals(found.classes[0], { name: "liver", keepLargest: true, before: (6 / 7 + 1) / 2, after: 1 });
  assertEquals(found.classes[1].before, 1);
  const labels = Uint8Array.of(1, 0, 1, 1, 0, 2, 0, 2);
  assertEquals(postprocess(labels, SIZE, found), Uint8Array.of(0, 0, 1, 1, 0, 2, 0, 2));
});

Deno.test("postprocessingChooser() takes the foreground as one region first, then looks at what is left", () => {
  // The largest of class 2 is wrong; with the foreground as a whole it is gone
  const found = chosen(item([1, 1, 1, 2, 0, 2, 2, 0], [1, 1, 1, 2, 0, 0, 0, 0]));
  assertEquals(kept(found), [true, false, false]);
  assertEquals(found.foreground, { keepLargest: true, before: (1 + 2 / 4) / 2, after: 1 });
  const labels = Uint8Array.of(1, 1, 2, 0, 2, 0, 1, 0);
  assertEquals(postprocess(labels, SIZE, found), Uint8Array.of(1, 1, 2, 0, 0, 0, 0, 0));
});

Deno.test("postprocessingChooser() changes nothing where nothing helps, and knows structures that are never there", () => {
  const found = chosen(item([1, 1, 0, 1, 0, 0, 0, 0], [1, 1, 0, 1, 0, 0, 0, 0]));
  assertEquals(kept(found), [false, false, false]);
  assertEquals(found.classes[1], { name: "tumour", keepLargest: false, before: null, after: null });
  const labels = Uint8Array.of(1, 0, 1);
  assertEquals(postprocess(labels, [1, 1, 3], found) === labels, true);
  assertEquals(kept(chosen()), [false, false, false]);
});

/** Mean Dice of a class over the cases that have it. */
function diceOf(cases: readonly ValidationCase[], id: number): number | null {
  const values = cases.flatMap(({ prediction, truth }) => {
    const both = prediction.filter((p, i) => p === id && truth[i] === id).length;
    const sum = [...prediction, ...truth].filter((value) => value === id).length;
    return sum === 0 ? [] : [2 * both / sum];
  });
  return values.length === 0 ? null : values.reduce((a, b) => a + b) / values.length;
}

Deno.test("postprocess() with what was chosen has the mean Dice that was promised", () => {
  let helped = 0;
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 4 }), (seed, count) => {
      const random = stream("postprocess", seed), size = [3, 4, 5];
      const map = () => Uint8Array.from({ length: 60 }, () => random.integer(8) % 7 % 3 * random.integer(2));
      const cases = Array.from({ length: count }, () => ({ prediction: map(), truth: map(), size }));
      const found = chosen(...cases);
      const clean = cases.map((c) => ({ ...c, prediction: postprocess(c.prediction, size, found) }));
      found.classes.forEach(({ keepLargest, before, after }, i) => {
        assertEquals(diceOf(clean, i + 1), keepLargest ? after : before);
        helped += keepLargest ? 1 : 0;
      });
    }),
    { seed: 1 },
  );
  assert(helped > 10, `${helped}`);
});

Deno.test("joinPostprocessing() chooses as on the cases of all runs together", () => {
  const good = item([1, 1, 1, 0, 2, 0, 2, 1], [1, 1, 1, 0, 2, 0, 2, 0]);
  const bad = item([1, 1, 1, 0, 1, 0, 2, 0], [1, 1, 1, 0, 1, 0, 2, 0]);
  const joined = joinPostprocessing([chosen(good), chosen(bad, bad)]);
  assertEquals(joined.classes.map(({ keepLargest }) => keepLargest), [false, false]);
  assertEquals(kept(joinPostprocessing([chosen(good)])), kept(chosen(good)));
  const together = chosen(good, bad, bad), close = (a: number, b: number) => Math.abs(a - b) < 1e-12;
  assertEquals(joined.cases, 3);
  joined.classes.forEach(({ before, after }, i) =>
    assert(close(before!, together.classes[i].before!) && close(after!, together.classes[i].after!))
  );
});

Deno.test("what was chosen is read back, and refused where it is of other classes", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const file = `${folder}/${POSTPROCESSING_FILE}`;
    assertEquals(await readPostprocessing(file, NAMES), undefined);
    const found = chosen(item([1, 1, 0, 1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0, 0]));
    await writePostprocessing(file, found);
    assertEquals(await readPostprocessing(file, NAMES), found);
    const refused = (names: string[], message: string) =>
      assertRejects(() => readPostprocessing(file, names), RangeError, message);
    await refused(["background", "liver"], "expected the classes liver, found liver, tumour");
    await Deno.writeTextFile(file, JSON.stringify({ ...found, cases: -1 }));
    await refused(NAMES, "cases");
    await Deno.writeTextFile(file, "{");
    await assertRejects(() => readPostprocessing(file, NAMES), SyntaxError, file);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
