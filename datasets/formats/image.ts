import { DataError, type Raster } from "@dragsaw/core/data";
import { type Pixels, readPixels } from "./pixels.ts";

/**
 * Reads an image as 8-bit RGB: JPEG, PNG, TIFF, WebP, GIF, BMP and what else libvips reads. Upright (EXIF orientation
 * applied); grey becomes three equal channels; 16 bits are divided by 257 and rounded; CMYK is converted; alpha is dropped
 * over its own colour, not composited: it says what to show, not what was measured.
 *
 * @returns The image at its stored size, 3 channels.
 * @throws {DataError} naming the file and the reason.
 */
export async function readImage(file: string): Promise<Raster> {
  const pixels = await readPixels(file);
  if (pixels.channels !== 1 && pixels.channels !== 3) {
    throw new DataError([{
      file,
      reason: `Expected 1 (grey), 3 (RGB) or 4 (CMYK) channels, found ${pixels.channels}`,
    }]);
  }
  const { width, height } = pixels;
  return { width, height, channels: 3, data: toRgb(toBytes(pixels), pixels.channels) };
}

/** 16-bit values to 8 bits: round(v / 257), so that 65535 becomes 255. */
function toBytes({ data, range }: Pixels): Uint8Array {
  if (data instanceof Uint8Array) return data;
  const bytes = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) bytes[i] = Math.round(data[i] * 255 / range);
  return bytes;
}

function toRgb(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return data;
  const rgb = new Uint8Array(data.length * 3);
  for (let i = 0; i < data.length; i++) rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = data[i];
  return rgb;
}
