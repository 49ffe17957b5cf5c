import { stream } from "@dragsaw/core/data";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { shiftHueSaturation } from "./mod.ts";
import { build, noTruth } from "./testdata/build.ts";

const shifted = (rgb: number[], turn: number, gain: number) => {
  const pixels = Float32Array.from(rgb);
  shiftHueSaturation(pixels, turn, gain);
  return [...pixels];
};
const close = (found: number[], wanted: number[], tolerance = 1e-3) =>
  found.forEach((value, i) => assertAlmostEquals(value, wanted[i], tolerance));

Deno.test("shiftHueSaturation() turns red to green to blue", () => {
  close(shifted([200, 0, 0], 1 / 3, 0), [0, 200, 0]);
  close(shifted([200, 0, 0], -1 / 3, 0), [0, 0, 200]);
  close(shifted([10, 20, 200], 1 / 6, 0), [190, 10, 200]);
  close(shifted([200, 0, 1e-30], 0, 0), [200, 0, 0]); // a hair before red: the circle's end, not beyond it
});

Deno.test("shiftHueSaturation() adds saturation and leaves the value and black alone", () => {
  close(shifted([200, 100, 100], 0, 0.25), [200, 50, 50]);
  close(shifted([200, 100, 100], 0, -0.6), [200, 200, 200]);
  close(shifted([0, 0, 0], 0.3, 0.5), [0, 0, 0]);
  close(shifted([100, 100, 100], 0, 0.2), [100, 80, 80]);
});

Deno.test("shiftHueSaturation() by nothing and by there and back gives the same colours", () => {
  const channel = fc.double({ min: 0, max: 255, noNaN: true });
  fc.assert(
    fc.property(channel, channel, channel, fc.double({ min: -1, max: 1, noNaN: true }), (r, g, b, turn) => {
      close(shifted([r, g, b], 0, 0), [r, g, b]);
      close(shifted(shifted([r, g, b], turn, 0), -turn, 0), [r, g, b], 0.01);
    }),
  );
});

Deno.test("hue-saturation draws hue and saturation each for itself", () => {
  const transform = build({ type: "hue-saturation", range: 255 });
  const results = Array.from({ length: 20 }, (_, i) => {
    const data = Float32Array.of(200, 100, 100);
    transform.draw(stream(i), [1, 1], noTruth).pixels!({ data, size: [1, 1], channels: 3 });
    return [...data].map(Math.round).join();
  });
  assertEquals(new Set(results).size > 15, true);
});
