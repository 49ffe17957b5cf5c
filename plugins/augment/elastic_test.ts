import { stream } from "@dragsaw/core/data";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { drawField } from "./mod.ts";
import { build, noTruth } from "./testdata/build.ts";

/** Deviation of the shifts in the middle of many fields, in pixels. */
function deviation(side: number, alpha: number, sigma: number): number {
  const middles = Array.from({ length: 400 }, (_, i) => {
    const { rows, columns, right } = drawField(stream("field", i), [side, side], alpha, sigma);
    return right[(rows >> 1) * columns + (columns >> 1)];
  });
  return Math.sqrt(middles.reduce((sum, shift) => sum + shift * shift, 0) / middles.length);
}

Deno.test("drawField() gives shifts that deviate by alpha / (6.14 sigma), however far its nodes are apart", () => {
  for (const [side, alpha, sigma] of [[24, 30, 1.5], [24, 100, 2.5], [64, 200, 9], [64, 900, 13]]) {
    const wanted = alpha / (6.14 * sigma);
    assertAlmostEquals(deviation(side, alpha, sigma), wanted, 0.12 * wanted);
  }
});

Deno.test("drawField() covers the picture, and its shifts change slowly", () => {
  const { rows, columns, step, down } = drawField(stream(1), [40, 70], 300, 10);
  assertEquals([step, rows, columns, down.length], [3, 15, 25, 375]);
  for (let i = 1; i < down.length; i++) {
    if (i % columns > 0) assertEquals(Math.abs(down[i] - down[i - 1]) < step, true);
  }
});

Deno.test("elastic bends pictures of every size alike where it knows for which side its numbers are", () => {
  const transform = build({ type: "elastic", probability: 1, alpha: [64, 64], sigma: [8, 8], side: 64 });
  const drawn = (height: number, width: number) => transform.draw(stream(1), [height, width], noTruth).drawn;
  assertEquals(drawn(48, 64), { alpha: 64, sigma: 8 });
  assertEquals(drawn(128, 96), { alpha: 256, sigma: 16 });
  const share = build({
    type: "elastic",
    probability: 1,
    alpha: [0.0123, 0.0123],
    sigma: [0.1, 0.1],
    side: 1,
  });
  const { alpha, sigma } = share.draw(stream(1), [100, 200], noTruth).drawn as {
    alpha: number;
    sigma: number;
  };
  assertAlmostEquals(sigma, 20, 1e-9);
  assertAlmostEquals(alpha / (6.14 * sigma), 0.02 * 200, 0.02);
});
