import sharp from "sharp";
import { HEIGHT, wavePixels, WIDTH } from "./clean_set.ts";

/** A grey TIFF of 32-bit floating point, in one strip. */
export function floatTiff(): Uint8Array {
  const tags = [
    [256, WIDTH],
    [257, HEIGHT],
    [258, 32],
    [259, 1],
    [262, 1],
    [273, 8],
    [277, 1],
    [278, HEIGHT],
    [279, 4 * WIDTH * HEIGHT],
    [339, 3],
  ];
  const directory = 8 + 4 * WIDTH * HEIGHT, bytes = new Uint8Array(directory + 2 + 12 * tags.length + 4);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, directory, true);
  wavePixels("float").forEach((value, i) =>
    i % 3 === 0 && view.setFloat32(8 + 4 * (i / 3), value / 255, true)
  );
  view.setUint16(directory, tags.length, true);
  tags.forEach(([tag, value], i) => {
    const at = directory + 2 + 12 * i;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, 4, true); // all as LONG
    view.setUint32(at + 4, 1, true);
    view.setUint32(at + 8, value, true);
  });
  return bytes;
}

/** A PNG of one image chunk without meaning, whose header says any size. */
export function lyingPng(width: number, height: number, junk: number): Uint8Array {
  const bytes = new Uint8Array(57 + junk), view = new DataView(bytes.buffer);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  view.setUint32(16, width);
  view.setUint32(20, height);
  bytes.set([1, 0, 0, 0, 0], 24);
  view.setUint32(29, crc(bytes.subarray(12, 29)));
  view.setUint32(33, junk);
  bytes.set([0x49, 0x44, 0x41, 0x54], 37);
  return bytes;
}

function crc(bytes: Uint8Array): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let k = 0; k < 8; k++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}

/** Frames or pages, one above the other, as a GIF that moves. */
export async function moving(): Promise<Uint8Array> {
  const data = new Uint8Array([...wavePixels("x"), ...wavePixels("y")]);
  const raw = { width: WIDTH, height: 2 * HEIGHT, channels: 3 as const, pageHeight: HEIGHT };
  return await sharp(data, { raw }).gif({ delay: [100, 100] }).toBuffer();
}
