import { crop, DataError, type Region, type StoredPicture } from "@dragsaw/core/data";
import type { Metadata, Sharp, SharpOptions } from "sharp";
import { decodeBmp, isBmp } from "./bmp.ts";
import { refuseLyingPng } from "./png_header.ts";
import { readBytes } from "./read_bytes.ts";
import { readDefect, ReadFailure } from "./read_failure.ts";
import { decodeSmallJpeg } from "./jpeg/small_jpeg.ts";
import { decodeSmallPng } from "./small_png.ts";

/** Pixels as a file has them, upright, before any choice of colours or range. */
export interface Pixels {
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** 1 or 3; alpha is dropped. */
  readonly channels: number;
  /** Largest value the file could hold: 255 or 65535. */
  readonly range: 255 | 65535;
  /** `height * width * channels` values. */
  readonly data: Uint8Array | Uint16Array;
  /** Whether the file was compressed with loss, so that edges may be grey. */
  readonly lossy: boolean;
}

const FORMATS = ["jpeg", "png", "tiff", "webp", "gif", "heif", "jp2", "jxl", "ppm"];
/** What is damaged is refused, not filled with grey. */
const OPTIONS: SharpOptions = {
  failOn: "error",
  limitInputPixels: 2 ** 28,
  autoOrient: true,
  ignoreIcc: true,
};

/**
 * Reads and decodes an image file: orientation (EXIF) applied, palette and CMYK turned into RGB, alpha dropped over its own
 * colour, colour profiles ignored (numbers stay as stored) but for CMYK.
 *
 * @param region Of the upright image; the whole when absent. A file is decoded as far down as the region reaches.
 * @throws {DataError} for a file that is missing, empty, cut short, damaged, too large, of several pages or no image.
 */
export async function readPixels(file: string, region?: Region): Promise<Pixels> {
  return (await readPicture(file, { region })).pixels;
}

/** Pixels, and what their file says besides. */
export interface Picture {
  /** As decoded. */
  readonly pixels: Pixels;
  /** [width, height] of the upright image, or of the region asked for, before any reduction. */
  readonly whole: readonly [number, number];
  /** As stored. */
  readonly stored: StoredPicture;
}

/** How {@linkcode readPicture} reads. */
export interface PictureOptions {
  /** Whether to look if an alpha channel is opaque, which means decoding such a file twice. */
  readonly thorough?: boolean;
  /** Part of the upright image. */
  readonly region?: Region | undefined;
  /** A picture that `reduceImage` would halve for this [height, width] may come halved, to the same bytes. */
  readonly atLeast?: readonly [number, number] | undefined;
}

/** As {@linkcode readPixels}, with what the file says besides. */
export async function readPicture(file: string, options: PictureOptions = {}): Promise<Picture> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readBytes(file);
    if (bytes.length === 0) throw new ReadFailure("empty-file", "The file is empty (0 bytes)");
    if (isBmp(bytes)) return bitmap(file, bytes, options.region);
    refuseLyingPng(bytes);
    const small = options.region ? undefined : decodeSmall(file, bytes, options.atLeast);
    if (small) return small;
    return await decode(file, bytes, options);
  } catch (cause) {
    throw new DataError([readDefect(file, cause, bytes)], { cause });
  }
}

function bitmap(file: string, bytes: Uint8Array, region?: Region): Picture {
  const whole = decodeBmp(bytes), { width, height } = whole;
  const raster = region
    ? { width: region[2], height: region[3], channels: whole.channels, data: crop(whole, region) }
    : whole;
  const bits = new DataView(bytes.buffer, bytes.byteOffset).getUint16(28, true);
  const stored = {
    file,
    format: "bmp",
    size: [width, height],
    channels: 3,
    bits: Math.min(8, bits),
    palette: bits <= 8,
    orientation: 1,
    lossy: false,
    transparent: false,
  };
  return { pixels: { ...raster, range: 255, lossy: false }, whole: [raster.width, raster.height], stored };
}

/** Small files of the plainest kind, without libvips: its start takes longer than their decoding. */
function decodeSmall(
  file: string,
  bytes: Uint8Array,
  atLeast: PictureOptions["atLeast"],
): Picture | undefined {
  const png = decodeSmallPng(bytes), jpeg = png ? undefined : decodeSmallJpeg(bytes, atLeast);
  const raster = png ?? jpeg;
  if (!raster) return undefined;
  const { width, height, channels, data } = raster, lossy = !png;
  const whole: Picture["whole"] = jpeg ? jpeg.stored : [width, height];
  const plain = { bits: 8, palette: false, orientation: 1, lossy, transparent: false };
  const stored = { file, format: png ? "png" : "jpeg", size: [...whole], channels, ...plain };
  return { pixels: { width, height, channels, data, range: 255, lossy }, whole, stored };
}

async function decode(
  file: string,
  bytes: Uint8Array,
  { thorough = false, region }: PictureOptions,
): Promise<Picture> {
  const open = await openSharp(), input = open(bytes, OPTIONS);
  const metadata = await input.metadata();
  const { format, space = "", depth, channels, hasAlpha } = metadata;
  refuseUnusual(metadata);
  const grey = (channels ?? 3) - (hasAlpha ? 1 : 0) === 1;
  const deep = depth === "ushort" && space !== "cmyk";
  if (region) input.extract({ left: region[0], top: region[1], width: region[2], height: region[3] });
  const { data, info } = await input
    .removeAlpha()
    .toColourspace(grey ? (deep ? "grey16" : "b-w") : deep ? "rgb16" : "srgb")
    .raw({ depth: deep ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true });
  const lossy = format === "jpeg" || format === "heif" || format === "webp";
  const transparent = thorough && hasAlpha === true && !(await open(bytes, OPTIONS).stats()).isOpaque;
  const pixels: Pixels = {
    width: info.width,
    height: info.height,
    channels: info.channels,
    range: deep ? 65535 : 255,
    data: deep
      ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2)
      : new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    lossy,
  };
  const whole = [info.width, info.height] as const;
  return { pixels, whole, stored: { ...storedOf(file, metadata), lossy, transparent } };
}

/** @throws {ReadFailure} For a file of several pages, of another format or depth. */
function refuseUnusual({ format, pages = 1, depth }: Metadata): void {
  if (!FORMATS.includes(format)) {
    throw new ReadFailure("not-an-image", `Expected one of ${FORMATS.join(", ")}, bmp, found ${format}`);
  }
  if (pages > 1) {
    throw new ReadFailure("several-pages", `Expected one image in the file, found ${pages} pages`);
  }
  if (depth !== "uchar" && depth !== "ushort") {
    throw new ReadFailure("unknown-depth", `Expected 8 or 16 bits a channel, found ${depth}`);
  }
}

function storedOf(file: string, metadata: Metadata): Omit<StoredPicture, "lossy" | "transparent"> {
  const { format, width, height, channels, depth, isPalette, orientation } = metadata;
  return {
    file,
    format,
    size: [width, height],
    channels,
    bits: depth === "ushort" ? 16 : 8,
    palette: isPalette === true || format === "gif",
    orientation: orientation ?? 1,
  };
}

let sharp: Promise<typeof import("sharp").default> | undefined;

/** Opens an image for work that {@linkcode readPixels} does not do, under the same rules. */
export async function openImage(bytes: Uint8Array): Promise<Sharp> {
  return (await openSharp())(bytes, OPTIONS);
}

/** Loads libvips when the first image is read: importing this module is cheap. */
function openSharp(): NonNullable<typeof sharp> {
  return sharp ??= import("sharp").then(({ default: sharp }) => {
    // Many images in work on one thread each are faster than one image on many; files may change under a cache.
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  });
}
