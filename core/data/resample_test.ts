import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { apply, IDENTITY, invert } from "./affine.ts";
import { stream } from "./random.ts";
import { resample } from "./resample.ts";
import type { LabelMap, Raster } from "./sample.ts";
import type { Affine } from "./transform.ts";

function picture(height: number, width: number, channels = 3): { image: Raster; labels: LabelMap } {
  const random = stream("picture", height, width);
  const bytes = (n: number, top: number) => Uint8Array.from({ length: n }, () => random.integer(top));
  return {
    image: { width, height, channels, data: bytes(height * width * channels, 256) },
    labels: { width, height, data: bytes(height * width, 7) },
  };
}

const side = fc.integer({ min: 1, max: 9 });

Deno.test("resample() to the same size by the identity changes nothing, exactly", () => {
  fc.assert(fc.property(side, side, (height, width) => {
    const { image, labels } = picture(height, width);
    const out = resample(image, labels, [height, width], IDENTITY);
    assertEquals([...out.image], [...image.data]);
    assertEquals([...out.labels!], [...labels.data]);
  }));
});

Deno.test("resample() mirrors exactly", () => {
  const { image, labels } = picture(4, 5, 1);
  const out = resample(image, labels, [4, 5], [-1, 0, 0, 0, 1, 0]);
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 5; column++) {
      assertEquals(out.image[row * 5 + column], image.data[row * 5 + 4 - column]);
      assertEquals(out.labels![row * 5 + column], labels.data[row * 5 + 4 - column]);
    }
  }
});

Deno.test("resample() resizes with half-pixel centres and repeats the border", () => {
  const image = { width: 2, height: 1, channels: 1, data: Uint8Array.of(0, 100) };
  assertEquals([...resample(image, undefined, [1, 4], IDENTITY).image], [0, 25, 75, 100]);
  const wide = { width: 4, height: 1, channels: 1, data: Uint8Array.of(0, 10, 20, 30) };
  assertEquals([...resample(wide, undefined, [1, 2], IDENTITY).image], [5, 25]);
});

Deno.test("resample() keeps label ids: none is made that was not there", () => {
  fc.assert(
    fc.property(side, side, side, side, fc.double({ min: -3, max: 3, noNaN: true }), (h, w, a, b, turn) => {
      const { image } = picture(a, b);
      const data = Uint8Array.from({ length: a * b }, (_, i) => i % 2 === 0 ? 3 : 200);
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
      const out = resample(image, { width: b, height: a, data }, [h, w], [cos, -sin, 0, sin, cos, 0]);
      assertEquals(out.labels!.every((id) => id === 0 || id === 3 || id === 200), true);
    }),
  );
});

Deno.test("resample() gives black and background outside", () => {
  const image = { width: 2, height: 2, channels: 1, data: Uint8Array.of(9, 9, 9, 9) };
  const labels = { width: 2, height: 2, data: Uint8Array.of(1, 1, 1, 1) };
  const out = resample(image, labels, [2, 2], [1, 0, 1, 0, 1, 0]);
  assertEquals([...out.image], [9, 0, 9, 0]);
  assertEquals([...out.labels!], [1, 0, 1, 0]);
});

Deno.test("resample() turns a quarter clockwise about the centre", () => {
  const image = { width: 2, height: 2, channels: 1, data: Uint8Array.of(10, 20, 30, 40) };
  const out = resample(image, undefined, [2, 2], invert([0, -1, 0, 1, 0, 0]));
  [30, 10, 40, 20].forEach((value, i) => assertAlmostEquals(out.image[i], value, 1e-4));
});

/** A point so near to the border may be rounded to either side of it. */
const EDGE = 1e-9;

/** The formula of `resample()`, pixel by pixel, with neighbours beyond the border repeating it; NaN where either side is right. */
function plainly(image: Raster, [height, width]: readonly [number, number], map: Affine): Float32Array {
  const { data, channels } = image, out = new Float32Array(height * width * channels);
  const at = (row: number, column: number, c: number) => {
    const y = Math.min(Math.max(row, 0), image.height - 1),
      x = Math.min(Math.max(column, 0), image.width - 1);
    return data[(y * image.width + x) * channels + c];
  };
  for (let i = 0; i < out.length; i++) {
    const c = i % channels, cell = (i - c) / channels, column = cell % width;
    const [u, v] = apply(map, column + 0.5 - width / 2, (cell - column) / width + 0.5 - height / 2);
    const x = (u + width / 2) * image.width / width, y = (v + height / 2) * image.height / height;
    const inside = Math.min(x, y, image.width - x, image.height - y);
    if (inside < EDGE) {
      out[i] = inside < -EDGE ? 0 : NaN;
      continue;
    }
    const left = Math.floor(x - 0.5), top = Math.floor(y - 0.5), fx = x - 0.5 - left, fy = y - 0.5 - top;
    const above = (1 - fx) * at(top, left, c) + fx * at(top, left + 1, c);
    const below = (1 - fx) * at(top + 1, left, c) + fx * at(top + 1, left + 1, c);
    out[i] = (1 - fy) * above + fy * below;
  }
  return out;
}

Deno.test("resample() of any channels is the formula, also into an array that was in use", () => {
  const part = fc.double({ min: -2, max: 2, noNaN: true }),
    shift = fc.double({ min: -4, max: 4, noNaN: true });
  const map = fc.tuple(part, part, shift, part, part, shift) as fc.Arbitrary<Affine>;
  fc.assert(
    fc.property(side, side, side, side, fc.constantFrom(1, 2, 3), map, (h, w, a, b, channels, map) => {
      const { image, labels } = picture(a, b, channels), wanted = plainly(image, [h, w], map);
      const into = {
        image: new Float32Array(h * w * channels).fill(9),
        labels: new Int32Array(h * w).fill(9),
      };
      const found = resample(image, labels, [h, w], map, into);
      assertEquals(found.image === into.image && found.labels === into.labels, true);
      found.image.forEach((value, i) => isNaN(wanted[i]) || assertAlmostEquals(value, wanted[i], 1e-3));
      assertEquals(found, resample(image, labels, [h, w], map));
    }),
  );
});
