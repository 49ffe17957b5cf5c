import { blueOf, greenOf, redOf } from "./colour.ts";
import type { Plane } from "./plane.ts";

/** `toRgb` where colours are stored at half of both sides: a colour is 9/16 of the nearest stored one, 3/16 of two, 1/16 of one. */
export function quarteredToRgb(planes: readonly Plane[]): Uint8Array {
  const [{ width, height }, blue] = planes, rgb = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y++) {
    const at = y >> 1, beside = y & 1 ? Math.min(blue.height - 1, at + 1) : Math.max(0, at - 1);
    writeRow(planes, y, at * blue.stride, beside * blue.stride, rgb);
  }
  return new Uint8Array(rgb.buffer);
}

/** @param at Of the colours' row in their planes. @param beside Of the other row that counts. */
function writeRow(
  [light, blue, red]: readonly Plane[],
  y: number,
  at: number,
  beside: number,
  rgb: Uint8ClampedArray,
): void {
  const { width } = light, l = light.data, b = blue.data, r = red.data, last = blue.width - 1;
  let b1 = 3 * b[at] + b[beside], b0 = b1, r1 = 3 * r[at] + r[beside], r0 = r1;
  let p = y * light.stride, i = 3 * y * width;
  for (let x = 0; x < last; x++, p += 2, i += 6) {
    const b2 = 3 * b[at + x + 1] + b[beside + x + 1], r2 = 3 * r[at + x + 1] + r[beside + x + 1];
    writePixel(l[p], (3 * b1 + b0 + 8) >> 4, (3 * r1 + r0 + 8) >> 4, rgb, i);
    writePixel(l[p + 1], (3 * b1 + b2 + 7) >> 4, (3 * r1 + r2 + 7) >> 4, rgb, i + 3);
    b0 = b1, b1 = b2, r0 = r1, r1 = r2;
  }
  writePixel(l[p], (3 * b1 + b0 + 8) >> 4, (3 * r1 + r0 + 8) >> 4, rgb, i);
  if (width % 2 === 0) writePixel(l[p + 1], (4 * b1 + 7) >> 4, (4 * r1 + 7) >> 4, rgb, i + 3);
}

function writePixel(light: number, blue: number, red: number, rgb: Uint8ClampedArray, i: number): void {
  rgb[i] = redOf(light, red);
  rgb[i + 1] = greenOf(light, blue, red);
  rgb[i + 2] = blueOf(light, blue);
}
