import type { Raster } from "@dragsaw/core/data";

/** Rows and columns of a picture, in pixels. */
export type Size = readonly [height: number, width: number];

/**
 * Encodes a raster as PNG: 8 bits a channel, one channel stays grey.
 *
 * @param raster 1 or 3 channels, at least 1 x 1.
 * @returns The bytes of the file.
 * @throws {RangeError} When size, channels and data do not fit together.
 */
export async function encodePng(raster: Raster): Promise<Uint8Array> {
  const { width, height, channels, data } = raster;
  if (channels !== 1 && channels !== 3) {
    throw new RangeError(`Cannot encode a PNG: expected 1 or 3 channels but found ${channels}`);
  }
  checkLength("encode a PNG", data.length, [height, width], channels);
  // Loaded on first use: importing a report costs no native library
  const { default: sharp } = await import("sharp");
  const image = sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
  return new Uint8Array(
    await image.toColourspace(channels === 1 ? "b-w" : "srgb").png().toBuffer(),
  );
}

/**
 * Encodes a map of values from 0 (black) to 1 (white) as a grey PNG: `round(255 v)`.
 *
 * @param values `height * width` values, row-major.
 * @throws {RangeError} When the length differs or a value lies outside 0 to 1.
 */
export function grayPng(values: Float32Array, size: Size): Promise<Uint8Array> {
  return encodePng({ height: size[0], width: size[1], channels: 1, data: toBytes(values, size) });
}

/**
 * Encodes class ids as a grey PNG: 0 and 255 where there are two classes, so that every viewer shows the mask; the ids
 * themselves where there are more.
 *
 * @param labels `height * width` class ids, row-major.
 * @param classes How many, with background.
 */
export function maskPng(labels: Uint8Array, size: Size, classes: number): Promise<Uint8Array> {
  const data = classes > 2 ? labels : labels.map((id) => id === 0 ? 0 : 255);
  return encodePng({ height: size[0], width: size[1], channels: 1, data });
}

/** Values 0 to 1 as bytes; float32 sums of a softmax may pass 1 by a hair. */
export function toBytes(values: Float32Array, size: Size): Uint8Array {
  checkLength("draw a map", values.length, size, 1);
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!(value >= -1e-3 && value <= 1.001)) {
      throw new RangeError(`Cannot draw a map: expected values from 0 to 1 but found ${value} at index ${i}`);
    }
    bytes[i] = Math.round(255 * Math.min(1, Math.max(0, value)));
  }
  return bytes;
}

/** Guards every picture: a wrong length would shear it. */
export function checkLength(action: string, length: number, [height, width]: Size, channels: number): void {
  if (!(Number.isInteger(height) && Number.isInteger(width) && height > 0 && width > 0)) {
    throw new RangeError(
      `Cannot ${action}: expected a size of at least 1 x 1 but found ${height} x ${width}`,
    );
  }
  if (length !== height * width * channels) {
    const wanted = `${height} x ${width} x ${channels} = ${height * width * channels}`;
    throw new RangeError(`Cannot ${action}: expected ${wanted} values but found ${length}`);
  }
}
