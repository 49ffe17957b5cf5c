import { blueOf, byte, greenOf, redOf } from "./colour.ts";
import type { Plane } from "./plane.ts";

/**
 * The mean of each 2 x 2 pixels of `quarteredToRgb`, halves rounded up, in half the time of both after each other.
 *
 * @param planes Of a picture of even sides.
 */
export function quarteredToHalvedRgb(planes: readonly Plane[]): Uint8Array {
  const [{ width, height }, { stride }] = planes, rgb = new Uint8Array(width * height * 3 / 4);
  for (let y = 0, last = height / 2 - 1; y <= last; y++) {
    writeRow(planes, y, Math.max(0, y - 1) * stride, Math.min(last, y + 1) * stride, rgb);
  }
  return rgb;
}

/** @param up Of the colours' row above in their planes. @param down Of the one below. */
function writeRow(
  [light, blue, red]: readonly Plane[],
  y: number,
  up: number,
  down: number,
  rgb: Uint8Array,
): void {
  const l = light.data, b = blue.data, r = red.data, columns = blue.width, at = y * blue.stride;
  // Upper and lower row of pixels, each with the column before, this one and the one behind
  let b1 = 3 * b[at] + b[up], B1 = 3 * b[at] + b[down], b0 = b1, B0 = B1;
  let r1 = 3 * r[at] + r[up], R1 = 3 * r[at] + r[down], r0 = r1, R0 = R1;
  for (let x = 0, p = 2 * y * light.stride, i = 3 * y * columns; x < columns; x++, p += 2, i += 3) {
    const next = x + 1 < columns ? x + 1 : x, q = p + light.stride;
    const b2 = 3 * b[at + next] + b[up + next], B2 = 3 * b[at + next] + b[down + next];
    const r2 = 3 * r[at + next] + r[up + next], R2 = 3 * r[at + next] + r[down + next];
    const bp = (3 * b1 + b0 + 8) >> 4, rp = (3 * r1 + r0 + 8) >> 4;
    const bo = (3 * b1 + b2 + 7) >> 4, ro = (3 * r1 + r2 + 7) >> 4;
    const bq = (3 * B1 + B0 + 8) >> 4, rq = (3 * R1 + R0 + 8) >> 4;
    const bs = (3 * B1 + B2 + 7) >> 4, rs = (3 * R1 + R2 + 7) >> 4;
    const lp = l[p], lo = l[p + 1], lq = l[q], ls = l[q + 1];
    rgb[i] = (byte(redOf(lp, rp)) + byte(redOf(lo, ro)) + byte(redOf(lq, rq)) + byte(redOf(ls, rs)) + 2) >> 2;
    rgb[i + 1] = (byte(greenOf(lp, bp, rp)) + byte(greenOf(lo, bo, ro)) + byte(greenOf(lq, bq, rq)) +
      byte(greenOf(ls, bs, rs)) + 2) >> 2;
    rgb[i + 2] =
      (byte(blueOf(lp, bp)) + byte(blueOf(lo, bo)) + byte(blueOf(lq, bq)) + byte(blueOf(ls, bs)) + 2) >> 2;
    b0 = b1, b1 = b2, B0 = B1, B1 = B2;
    r0 = r1, r1 = r2, R0 = R1, R1 = R2;
  }
}
