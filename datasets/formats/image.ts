import { DataError, type Raster, reduceImage, type Region } from "@dragsaw/core/data";
import { type Pixels, readPicture, readPixels } from "./pixels.ts";

/** Channels of an image as it is given on: 1 (grey) or 3 (RGB). */
export type Channels = 1 | 3;

/** In parts of the range: by no more do the channels of a grey picture differ that JPEG stored in colours. */
const COLOUR = 0.1;

/**
 * Reads an image as 8-bit RGB or grey: JPEG, PNG, TIFF, WebP, GIF, BMP and what else libvips reads. Upright (EXIF orientation
 * applied); grey becomes three equal channels, or RGB that is grey becomes one; 16 bits are divided by 257 and rounded; CMYK is converted; alpha is dropped
 * over its own colour, not composited: it says what to show, not what was measured.
 *
 * @param wanted Channels. @param region Of the upright image; the whole when absent.
 * @returns The image at its stored size.
 * @throws {DataError} naming the file and the reason: a coloured image where grey is wanted is one.
 */
export async function readImage(file: string, wanted: Channels = 3, region?: Region): Promise<Raster> {
  return toImage(file, await readPixels(file, region), wanted);
}

/** An image that was reduced for the size it is wanted at. */
export interface ReducedImage {
  /** As `reduceImage` gives it. */
  readonly image: Raster;
  /** [width, height] before. */
  readonly whole: readonly [number, number];
}

/** {@linkcode readImage} and `reduceImage` in one, which takes less time. @param atLeast [height, width]; absent to keep the size. */
export async function readReducedImage(
  file: string,
  wanted: Channels,
  atLeast?: readonly [number, number],
): Promise<ReducedImage> {
  // Whether colours are grey is seen on the whole picture
  const { pixels, whole } = await readPicture(file, { atLeast: wanted === 3 ? atLeast : undefined });
  const image = toImage(file, pixels, wanted);
  return { image: atLeast ? reduceImage(image, atLeast) : image, whole };
}

/** The image that {@linkcode readImage} makes of decoded pixels. @throws {DataError} for an unusual number of channels. */
export function toImage(file: string, pixels: Pixels, wanted: Channels = 3): Raster {
  const { width, height, channels } = pixels;
  if (channels !== 1 && channels !== 3) {
    const reason = `Expected 1 (grey), 3 (RGB) or 4 (CMYK) channels, found ${channels}`;
    throw new DataError([{ kind: "unknown-channels", file, reason }]);
  }
  const bytes = toBytes(pixels);
  if (wanted === 3) return { width, height, channels: 3, data: toRgb(bytes, channels) };
  const data = toGrey(bytes, channels, pixels.lossy ? COLOUR * 255 : 0);
  if (data) return { width, height, channels: 1, data };
  throw new DataError([{ kind: "unknown-channels", file, reason: "Expected a grey image, found colours" }]);
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

/** The green channel; undefined where channels differ by more than `limit`. */
function toGrey(data: Uint8Array, channels: number, limit: number): Uint8Array | undefined {
  if (channels === 1) return data;
  const grey = new Uint8Array(data.length / 3);
  for (let i = 0, p = 0; i < grey.length; i++, p += 3) {
    if (Math.abs(data[p] - data[p + 1]) > limit || Math.abs(data[p + 1] - data[p + 2]) > limit) {
      return undefined;
    }
    grey[i] = data[p + 1];
  }
  return grey;
}
