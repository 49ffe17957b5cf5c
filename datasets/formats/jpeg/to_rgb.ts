/** Samples of one component, blocks beyond the border included. */
export interface Plane {
  /** Values. */
  readonly data: Uint8ClampedArray;
  /** Values from row to row. */
  readonly stride: number;
  /** Columns that belong to the picture. */
  readonly width: number;
  /** Rows that belong to the picture. */
  readonly height: number;
}

/** Rows of both colours, as wide as the picture. */
interface Colours {
  readonly blue: Uint8Array;
  readonly red: Uint8Array;
}

/**
 * Brightness and two colours as RGB. Colours that were stored at half the width, or at half of both sides, are interpolated
 * with weights 3 to 1, rounded in turns up and down as JPEG decoders commonly do, so that pixels are theirs to the bit.
 *
 * @param across Columns of the picture to a column of the colours, 1 or 2. @param down Likewise rows.
 */
export function toRgb(planes: readonly Plane[], across: number, down: number): Uint8Array {
  const [light, blue, red] = planes, { width, height } = light;
  const rgb = new Uint8Array(width * height * 3);
  const row: Colours = { blue: new Uint8Array(width + 1), red: new Uint8Array(width + 1) };
  for (let y = 0; y < height; y++) {
    const at = down === 1 ? y : y >> 1,
      beside = Math.max(0, Math.min(blue.height - 1, y & 1 ? at + 1 : at - 1));
    for (const [plane, out] of [[blue, row.blue], [red, row.red]] as const) {
      if (across === 1) out.set(plane.data.subarray(at * plane.stride, at * plane.stride + width));
      else if (down === 1) widen(plane, at, out);
      else enlarge(plane, at, beside, out);
    }
    mix(light, y, row, rgb);
  }
  return rgb;
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

/** A row at twice its width, and with a quarter of the row beside it. */
function enlarge({ data, stride, width }: Plane, at: number, beside: number, out: Uint8Array): void {
  const a = at * stride, b = beside * stride;
  let here = 3 * data[a] + data[b], before = here;
  for (let x = 0; x < width; x++) {
    const after = x + 1 < width ? 3 * data[a + x + 1] + data[b + x + 1] : here;
    out[2 * x] = (3 * here + before + 8) >> 4;
    out[2 * x + 1] = (3 * here + after + 7) >> 4;
    before = here;
    here = after;
  }
}

/** ITU-R BT.601 as JFIF has it, in 16 bits behind the point. */
function mix(
  { data, stride, width }: Plane,
  y: number,
  { blue, red }: Colours,
  rgb: Uint8Array,
): void {
  for (let x = 0, p = y * stride, i = 3 * y * width; x < width; x++, p++, i += 3) {
    const l = data[p], b = blue[x] - 128, r = red[x] - 128;
    let R = l + ((91881 * r + 32768) >> 16), G = l + ((32768 - 22554 * b - 46802 * r) >> 16);
    let B = l + ((116130 * b + 32768) >> 16);
    if (((R | G | B) & ~255) !== 0) [R, G, B] = [byte(R), byte(G), byte(B)];
    rgb[i] = R;
    rgb[i + 1] = G;
    rgb[i + 2] = B;
  }
}

function byte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
