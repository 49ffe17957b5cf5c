import { assertEquals, assertThrows } from "@std/assert";
import { decodeBmp } from "./bmp.ts";

interface Parts {
  bits: number;
  width: number;
  /** Negative for rows from top to bottom. */
  height: number;
  palette?: [number, number, number][];
  rows: number[][];
  compression?: number;
}

/** A bitmap with rows as they are stored, filled up to four bytes. */
function bmp({ bits, width, height, palette = [], rows, compression = 0 }: Parts): Uint8Array {
  const stride = Math.ceil(width * bits / 32) * 4, offset = 54 + 4 * palette.length;
  const bytes = new Uint8Array(offset + stride * rows.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(10, offset, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, bits, true);
  view.setUint32(30, compression, true);
  view.setUint32(46, palette.length, true);
  palette.forEach(([r, g, b], i) => bytes.set([b, g, r, 0], 54 + 4 * i));
  rows.forEach((row, i) => bytes.set(row, offset + i * stride));
  return bytes;
}

const RED = [255, 0, 0], GREEN = [0, 255, 0], BLUE = [0, 0, 255], BLACK = [0, 0, 0];

Deno.test("decodeBmp() reads 24 bits from the bottom up and from the top down", () => {
  const rows = [[0, 0, 255, 0, 255, 0], [255, 0, 0, 0, 0, 0]];
  const up = decodeBmp(bmp({ bits: 24, width: 2, height: 2, rows }));
  assertEquals([...up.data], [...BLUE, ...BLACK, ...RED, ...GREEN]);
  const down = decodeBmp(bmp({ bits: 24, width: 2, height: -2, rows }));
  assertEquals([...down.data], [...RED, ...GREEN, ...BLUE, ...BLACK]);
  assertEquals([down.width, down.height, down.channels], [2, 2, 3]);
});

Deno.test("decodeBmp() reads 1, 4 and 8 bits through the palette", () => {
  const palette: [number, number, number][] = [[0, 0, 0], [255, 0, 0], [0, 255, 0]];
  const eight = decodeBmp(bmp({ bits: 8, width: 3, height: 1, palette, rows: [[2, 0, 1]] }));
  assertEquals([...eight.data], [...GREEN, ...BLACK, ...RED]);
  const four = decodeBmp(bmp({ bits: 4, width: 3, height: 1, palette, rows: [[0x20, 0x10]] }));
  assertEquals([...four.data], [...GREEN, ...BLACK, ...RED]);
  const two: [number, number, number][] = [[0, 0, 0], [255, 255, 255]];
  const one = decodeBmp(
    bmp({ bits: 1, width: 10, height: 1, palette: two, rows: [[0b10100000, 0b01000000]] }),
  );
  assertEquals([...one.data].filter((_, i) => i % 3 === 0), [255, 0, 255, 0, 0, 0, 0, 0, 0, 255]);
});

Deno.test("decodeBmp() reads 32 bits and drops the fourth byte", () => {
  const { data } = decodeBmp(bmp({ bits: 32, width: 1, height: 1, rows: [[10, 20, 30, 99]] }));
  assertEquals([...data], [30, 20, 10]);
});

Deno.test("decodeBmp() says what it does not read", () => {
  const good: Parts = { bits: 24, width: 2, height: 1, rows: [[1, 2, 3, 4, 5, 6]] };
  assertThrows(
    () => decodeBmp(bmp({ ...good, bits: 16, rows: [[1, 2, 3, 4]] })),
    SyntaxError,
    "bits a pixel, found 16",
  );
  assertThrows(() => decodeBmp(bmp({ ...good, compression: 1 })), SyntaxError, "found RLE8");
  assertThrows(() => decodeBmp(bmp({ ...good, width: 0, rows: [[]] })), SyntaxError, "found 0 x 1");
  assertThrows(() => decodeBmp(bmp({ ...good, height: 3 })), SyntaxError, "cut short");
  assertThrows(() => decodeBmp(bmp(good).subarray(0, 30)), SyntaxError, "30 bytes");
  const palette: [number, number, number][] = [[0, 0, 0]];
  assertThrows(
    () => decodeBmp(bmp({ bits: 8, width: 1, height: 1, palette, rows: [[7]] })),
    SyntaxError,
    "colour 7",
  );
});
