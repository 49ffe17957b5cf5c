import { stream } from "@dragsaw/core/data";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { gaussianWeights, smooth } from "./gaussian.ts";

const ramp = () => Float32Array.from({ length: 5 * 7 * 2 }, (_, i) => stream(i).uniform());

Deno.test("gaussianWeights() sum to 1 with their mirror images, and deviate by sigma", () => {
  for (const sigma of [0.5, 1, 3, 11]) {
    const weights = gaussianWeights(sigma);
    const both = [...weights].reduce((sum, w, i) => sum + (i === 0 ? w : 2 * w), 0);
    const variance = [...weights].reduce((sum, w, i) => sum + 2 * w * i * i, 0);
    assertAlmostEquals(both, 1, 1e-12);
    assertAlmostEquals(Math.sqrt(variance), sigma, 0.02 * sigma + 0.03);
  }
});

Deno.test("smooth() is the product of a Gaussian along x and one along y, for each channel by itself", () => {
  const [height, width, channels, sigma] = [5, 7, 2, 0.8], before = ramp(), found = ramp();
  smooth(found, [height, width], channels, sigma, "zero");
  const weights = gaussianWeights(sigma), weight = (d: number) => weights[Math.abs(d)] ?? 0;
  for (let i = 0; i < found.length; i++) {
    const c = i % channels, x = Math.floor(i / channels) % width, y = Math.floor(i / channels / width);
    let sum = 0;
    for (let v = 0; v < height; v++) {
      for (let u = 0; u < width; u++) {
        sum += weight(u - x) * weight(v - y) * before[(v * width + u) * channels + c];
      }
    }
    assertAlmostEquals(found[i], sum, 1e-6);
  }
});

Deno.test("smooth() mirrors at the border: what is even stays, also where the Gaussian is wider than the picture", () => {
  const flat = new Float32Array(2 * 3).fill(8);
  smooth(flat, [2, 3], 1, 4, "mirror");
  flat.forEach((value) => assertAlmostEquals(value, 8, 1e-5));
  const data = Float32Array.of(1, 0, 0, 0);
  smooth(data, [1, 4], 1, 0.5, "mirror");
  const [a, b, c] = gaussianWeights(0.5);
  [a + b, b + c, c, 0].forEach((value, i) => assertAlmostEquals(data[i], value, 1e-6));
});

Deno.test("smooth() to zeros beyond the border loses what leaves", () => {
  const data = new Float32Array(9).fill(1);
  smooth(data, [3, 3], 1, 1, "zero");
  assertEquals(data[0] < data[1] && data[1] < data[4] && data[4] < 1, true);
});
