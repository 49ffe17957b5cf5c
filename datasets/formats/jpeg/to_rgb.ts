import { blueOf, greenOf, redOf } from "./colour.ts";
import type { Plane } from "./plane.ts";
import { quarteredToRgb } from "./quartered.ts";

/**
 * Brightness and two colours as RGB. Colours that were stored at half the width, or at half of both sides, are interpolated
 * with weights 3 to 1, rounded in turns up and down as JPEG decoders commonly do, so that pixels are theirs to the bit.
 *
 * @param across Columns of the picture to a column of the colours, 1 or 2. @param down Likewise rows.
 */
export function toRgb(planes: readonly Plane[], across: number, down: number): Uint8Array {
  if (down === 2) return quarteredToRgb(planes);
  const [light, blue, red] = planes, { width, height } = light;
  const rgb = new Uint8ClampedArray(width * height * 3);
  // One column more, as an odd width has half a pair
  const rows = [blue, red].map((plane) => ({ plane, row: new Uint8Array(width + 1) }));
  for (let y = 0; y < height; y++) {
    for (const { plane, row } of rows) {
      if (across === 1) row.set(plane.data.subarray(y * plane.stride, y * plane.stride + width));
      else widen(plane, y, row);
    }
    mix(light, y, rows[0].row, rows[1].row, rgb);
  }
  return new Uint8Array(rgb.buffer);
}

/** A row at twice its width. */
function widen({ data, stride, width }: Plane, at: number, out: Uint8Array): void {
  const from = at * stride;
  let before = data[from], here = before;
  for (let x = 0; x < width; x++) {
    const after = x + 1 < width ? data[from + x + 1] : here;
    out[2 * x] = x === 0 ? here : (3 * here + before + 1) >> 2;
    out[2 * x + 1] = x + 1 === width ? here : (3 * here + after + 2) >> 2;
    before = here;
    here = after;
  }
}

function mix(
  { data, stride, width }: Plane,
  y: number,
  blue: Uint8Array,
  red: Uint8Array,
  rgb: Uint8ClampedArray,
): void {
  for (let x = 0, p = y * stride, i = 3 * y * width; x < width; x++, p++, i += 3) {
    const l = data[p], b = blue[x], r = red[x];
    rgb[i] = redOf(l, r);
    rgb[i + 1] = greenOf(l, b, r);
    rgb[i + 2] = blueOf(l, b);
  }
}
