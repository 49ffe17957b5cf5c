import { type Canvas, stream } from "@dragsaw/core/data";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { changeContrast, changeGamma } from "./mod.ts";
import { statistics } from "./levels.ts";
import { build, noTruth } from "./testdata/build.ts";

const PURE = { inverted: false, keepStatistics: false };
const close = (found: Float32Array, wanted: number[], tolerance = 1e-3) =>
  wanted.forEach((value, i) => assertAlmostEquals(found[i], value, tolerance));
const canvas = (value: number, count: number, channels: number): Canvas => ({
  data: new Float32Array(count * channels).fill(value),
  size: [1, count],
  channels,
});

Deno.test("changeGamma() is 255 (x / 255)^gamma, inverted that of the negative", () => {
  const levels = [0, 17, 51, 128.5, 200, 255], power = (x: number) => 255 * (x / 255) ** 1.7;
  const data = Float32Array.from(levels), negative = Float32Array.from(levels);
  changeGamma(data, 1.7, PURE);
  close(data, levels.map(power), 0.01);
  changeGamma(negative, 1.7, { ...PURE, inverted: true });
  close(negative, levels.map((x) => 255 - power(255 - x)), 0.01);
});

Deno.test("changeGamma() brings mean and deviation back, and does not stumble over an even picture", () => {
  const data = Float32Array.from({ length: 999 }, (_, i) => 60 + i % 130), before = statistics(data);
  changeGamma(data, 0.6, { inverted: false, keepStatistics: true });
  assertAlmostEquals(statistics(data).mean, before.mean, 0.01);
  assertAlmostEquals(statistics(data).deviation, before.deviation, 0.01);
  const even = new Float32Array(9).fill(100);
  changeGamma(even, 2, { inverted: false, keepStatistics: true });
  assert(even.every((value) => Math.abs(value - 255 * (100 / 255) ** 2) < 0.01));
});

Deno.test("changeContrast() is about each channel's own mean", () => {
  const data = Float32Array.of(100, 10, 120, 30), half = { data, size: [1, 2] as const, channels: 2 };
  changeContrast(half, 0.5);
  close(data, [105, 15, 115, 25]);
  changeContrast(half, 100);
  close(data, [0, 0, 255, 255]);
});

Deno.test("gamma draws below and above 1 equally often, and within a range on one side of it", () => {
  const drawn = (range: number[]) => {
    const transform = build({ type: "gamma", probability: 1, range });
    return Array.from(
      { length: 2000 },
      (_, i) => transform.draw(stream(i), [1, 1], noTruth).drawn!.power as number,
    );
  };
  const both = drawn([0.7, 1.5]);
  assertAlmostEquals(both.filter((gamma) => gamma < 1).length / 2000, 0.5, 0.04);
  assert(both.every((gamma) => gamma >= 0.7 && gamma < 1.5));
  assert(drawn([0.4, 0.8]).every((gamma) => gamma >= 0.4 && gamma < 0.8));
  assert(drawn([1.2, 1.4]).every((gamma) => gamma >= 1.2 && gamma < 1.4));
});

Deno.test("noise has the variance that was drawn, no mean, and is normal", () => {
  const { data, ...rest } = canvas(128, 30_000, 3);
  const noise = build({ type: "noise", probability: 1, variance: [30, 30] });
  noise.draw(stream(1), [1, 30_000], noTruth).pixels!({ data, ...rest });
  const z = data.map((value) => (value - 128) / Math.sqrt(30));
  const moment = (n: number) => z.reduce((sum, value) => sum + value ** n, 0) / z.length;
  [0, 1, 0, 3].forEach((wanted, i) => assertAlmostEquals(moment(i + 1), wanted, 0.08));
  let lag = 0;
  for (let i = 1; i < z.length; i++) lag += z[i] * z[i - 1];
  assertAlmostEquals(lag / z.length, 0, 0.02);
});

Deno.test("transforms act as often as their chance says", () => {
  for (const type of ["brightness", "contrast", "gamma", "blur", "noise", "elastic"]) {
    const transform = build({ type, probability: 0.3 });
    const acted = Array.from(
      { length: 3000 },
      (_, i) => transform.draw(stream(type, i), [4, 4], noTruth).drawn,
    );
    assertAlmostEquals(acted.filter((drawn) => drawn).length / 3000, 0.3, 0.04);
  }
});

Deno.test("transforms refuse ranges upside down and values out of them", () => {
  for (
    const wrong of [
      { type: "blur", sigma: [2, 1] },
      { type: "blur", sigma: [0, 1] },
      { type: "noise", variance: [-1, 1] },
      { type: "gamma", range: [0, 2] },
      { type: "elastic", sigma: 4 },
      { type: "elastic", side: 0 },
      { type: "crop-to-foreground", zoom: 0.5 },
      { type: "brightness", probability: 1.1 },
    ]
  ) assertThrows(() => build(wrong), RangeError);
  assertEquals(build({ type: "contrast", factor: [2, 2] }).name, "contrast");
});
