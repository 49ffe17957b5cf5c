import { DataError } from "@dragsaw/core/data";
import type { SharpOptions } from "sharp";
import { decodeBmp, isBmp } from "./bmp.ts";

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
 * @throws {DataError} for a file that is missing, empty, cut short, damaged, too large, of several pages or no image.
 */
export async function readPixels(file: string): Promise<Pixels> {
  try {
    const bytes = await Deno.readFile(file);
    if (bytes.length === 0) throw new SyntaxError("The file is empty (0 bytes)");
    return isBmp(bytes) ? { ...decodeBmp(bytes), range: 255, lossy: false } : await decode(bytes);
  } catch (cause) {
    throw new DataError([{ file, reason: reasonOf(cause) }], { cause });
  }
}

async function decode(bytes: Uint8Array): Promise<Pixels> {
  const input = (await openSharp())(bytes, OPTIONS);
  const { format, pages = 1, space = "", depth, channels, hasAlpha } = await input.metadata();
  if (!FORMATS.includes(format)) {
    throw new SyntaxError(`Expected one of ${FORMATS.join(", ")}, bmp, found ${format}`);
  }
  if (pages > 1) throw new SyntaxError(`Expected one image in the file, found ${pages} pages`);
  if (depth !== "uchar" && depth !== "ushort") {
    throw new SyntaxError(`Expected 8 or 16 bits a channel, found ${depth}`);
  }
  const grey = (channels ?? 3) - (hasAlpha ? 1 : 0) === 1;
  const deep = depth === "ushort" && space !== "cmyk";
  const { data, info } = await input
    .removeAlpha()
    .toColourspace(grey ? (deep ? "grey16" : "b-w") : deep ? "rgb16" : "srgb")
    .raw({ depth: deep ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    channels: info.channels,
    range: deep ? 65535 : 255,
    data: deep
      ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2)
      : new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    lossy: format === "jpeg" || format === "heif" || format === "webp",
  };
}

let sharp: Promise<typeof import("sharp").default> | undefined;

/** Loads libvips when the first image is read: importing this module is cheap. */
function openSharp(): NonNullable<typeof sharp> {
  return sharp ??= import("sharp").then(({ default: sharp }) => {
    // Many images in work on one thread each are faster than one image on many; files may change under a cache.
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  });
}

/** libvips' words, with what to make of them. */
function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "The file does not exist";
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    return `The file cannot be opened: ${error.message}`;
  }
  const message = (error instanceof Error ? error.message : String(error)).trim().split("\n")[0];
  if (/unsupported image format/.test(message)) {
    return "The content is not an image of a known format, whatever the name says";
  }
  if (/premature end|truncated|unexpected end|cut short|read error/i.test(message)) {
    return `The file is cut short or damaged (${message})`;
  }
  return message;
}
