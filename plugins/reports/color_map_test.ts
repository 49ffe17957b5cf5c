import { assert, assertEquals } from "@std/assert";
import { colorMap } from "./color_map.ts";

/** CIE lightness and OKLab of an sRGB triple, from their definitions: another road than the map takes. */
function perceived(rgb: number[]): { lightness: number; oklab: number[] } {
  const [r, g, b] = rgb.map((v) => v / 255).map((v) =>
    v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  );
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {
    lightness: 116 * Math.cbrt(y) - 16,
    oklab: [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ],
  };
}

const { data } = colorMap(Float32Array.from({ length: 33 }, (_, i) => i / 32), [1, 33]);
const ramp = Array.from({ length: 33 }, (_, i) => perceived([...data.slice(i * 3, i * 3 + 3)]));

Deno.test("colorMap() rises in lightness with every step", () => {
  for (let i = 1; i < ramp.length; i++) assert(ramp[i].lightness > ramp[i - 1].lightness + 1, `step ${i}`);
});

Deno.test("colorMap() takes steps of equal perceived size", () => {
  const steps = ramp.slice(1).map(({ oklab }, i) => Math.hypot(...oklab.map((v, k) => v - ramp[i].oklab[k])));
  const mean = steps.reduce((a, b) => a + b) / steps.length;
  // 8-bit rounding and a level table of 256 leave a few percent; a colour cut at the edge of sRGB would leave more
  for (const [i, step] of steps.entries()) {
    assert(Math.abs(step / mean - 1) < 0.12, `step ${i}: ${step / mean}`);
  }
});

Deno.test("colorMap() gives RGB of the map's size", () => {
  const raster = colorMap(new Float32Array(6), [2, 3]);
  assertEquals([raster.height, raster.width, raster.channels, raster.data.length], [2, 3, 3, 18]);
});
