import type { Raster } from "@dragsaw/core/data";
import { type Size, toBytes } from "./png.ts";

/** 256 RGB triples, dark violet to light yellow; made on first use. */
let table: Uint8Array | undefined;

/**
 * Colours a map of values from 0 (dark violet) over red to 1 (light yellow). Equal steps of the value look equally large, and
 * lightness rises evenly, so that the picture also reads in grey.
 *
 * @param values `height * width` values from 0 to 1, row-major.
 * @returns RGB, the size of the map.
 * @throws {RangeError} When the length differs or a value lies outside 0 to 1.
 */
export function colorMap(values: Float32Array, size: Size): Raster {
  const colors = table ??= helix();
  const levels = toBytes(values, size);
  const data = new Uint8Array(levels.length * 3);
  for (let i = 0; i < levels.length; i++) {
    const from = levels[i] * 3;
    data[i * 3] = colors[from];
    data[i * 3 + 1] = colors[from + 1];
    data[i * 3 + 2] = colors[from + 2];
  }
  return { height: size[0], width: size[1], channels: 3, data };
}

/**
 * A helix in OKLab: lightness and hue linear in the value at constant chroma, so every step has the same length. Half a turn
 * from violet over red to yellow at chroma .145, the widest that stays within sRGB.
 */
function helix(): Uint8Array {
  const colors = new Uint8Array(256 * 3);
  for (let i = 0; i < 256; i++) {
    const t = i / 255;
    const hue = (285 + 180 * t) * Math.PI / 180;
    colors.set(srgb(0.26 + 0.64 * t, 0.145 * Math.cos(hue), 0.145 * Math.sin(hue)), i * 3);
  }
  return colors;
}

/** OKLab to 8-bit sRGB; the matrices are Ottosson's ("A perceptual color space for image processing", 2020). */
function srgb(lightness: number, a: number, b: number): number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((linear) => {
    const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
    return Math.round(255 * Math.min(1, Math.max(0, value)));
  });
}
