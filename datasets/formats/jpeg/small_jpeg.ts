import { reductionFactor } from "@dragsaw/core/data";
import { inverseDct } from "./inverse_dct.ts";
import { type Bits, type Coding, readBlock } from "./read_block.ts";
import { type Component, type Header, readHeader } from "./read_header.ts";
import { quarteredToHalvedRgb } from "./halved.ts";
import type { Plane } from "./plane.ts";
import { toRgb } from "./to_rgb.ts";

/** Pixels of a JPEG. */
export interface SmallJpeg {
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Grey or RGB. */
  readonly channels: 1 | 3;
  /** `height * width * channels` values. */
  readonly data: Uint8Array;
  /** [width, height] of the file's picture. */
  readonly stored: readonly [number, number];
}

/** In pixels: below, starting libvips takes longer than decoding here; above, its own threads are the better ones. */
const SMALL = 2 ** 17;

/** Bytes of zeros behind the bits, more than a block can have: 64 codes of 16 bits with numbers of 15. */
const LONGEST = 256;

/**
 * Decodes a small JPEG of the plainest kind, as most are: baseline, grey or YCbCr with whole or halved colours, upright.
 *
 * @param atLeast Where `reduceImage` would halve the picture for this [height, width], it may be halved already, to the same bytes.
 * @returns What libvips gives, byte for byte; undefined for every other file, damaged ones too, which libvips is to judge.
 */
export function decodeSmallJpeg(
  bytes: Uint8Array,
  atLeast?: readonly [number, number],
): SmallJpeg | undefined {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const header = readHeader(bytes);
  if (!header || header.width < 8 || header.height < 8 || header.width * header.height > SMALL) {
    return undefined;
  }
  const sampling = samplingOf(header.components),
    codings = codingsOf(header),
    bits = bitsOf(bytes, header.end);
  if (!sampling || !codings || !bits) return undefined;
  const planes = readPlanes(header, codings, bits);
  if (!planes) return undefined;
  const { width, height } = header, stored = [width, height] as const;
  if (planes.length === 1) return { width, height, channels: 1, data: cropped(planes[0]), stored };
  const even = sampling[1] === 2 && width % 2 === 0 && height % 2 === 0;
  if (even && atLeast && reductionFactor(height, width, atLeast) === 2) {
    return { width: width / 2, height: height / 2, channels: 3, data: quarteredToHalvedRgb(planes), stored };
  }
  return { width, height, channels: 3, data: toRgb(planes, ...sampling), stored };
}

/** How many pixels a sample of the colours stands for, along x and y; undefined for unusual ones. */
function samplingOf(components: readonly Component[]): [number, number] | undefined {
  const [light, ...colours] = components;
  if (colours.length === 0) return light.across === 1 && light.down === 1 ? [1, 1] : undefined;
  if (colours.some(({ across, down }) => across !== 1 || down !== 1)) return undefined;
  const found = `${light.across}x${light.down}`;
  return ["1x1", "2x1", "2x2"].includes(found) ? [light.across, light.down] : undefined;
}

function codingsOf({ components, quantizations, tables, choices }: Header): Coding[] | undefined {
  const codings = components.map(({ quantization }, i) => {
    const dc = tables[choices[i] >> 4], ac = tables[16 + (choices[i] & 15)];
    const numbers = quantizations[quantization];
    return dc && ac && numbers && { dc, ac, quantization: numbers, previous: 0 };
  });
  return codings.every((coding) => coding !== undefined) ? codings : undefined;
}

/** The bits up to the end of the file, which must be the picture's; undefined where another marker comes before. */
function bitsOf(bytes: Uint8Array, start: number): Bits | undefined {
  const end = bytes.length - 2;
  if (end < start || bytes[end] !== 0xff || bytes[end + 1] !== 0xd9) return undefined;
  const plain = new Uint8Array(end - start + LONGEST);
  let length = 0;
  for (let at = start; at < end; at++) {
    plain[length++] = bytes[at];
    if (bytes[at] === 0xff && bytes[++at] !== 0) return undefined;
  }
  return { view: new DataView(plain.buffer), length: 8 * length, at: 0 };
}

/** All planes of a picture, border blocks of units included; taken anew they would be zeroed and mapped for each picture. */
const scratch = new Uint8ClampedArray(8 * SMALL);

/** Undefined where the bits are not those of the picture. */
function readPlanes(
  { width, height, components }: Header,
  codings: Coding[],
  bits: Bits,
): Plane[] | undefined {
  const [{ across, down }] = components;
  const columns = Math.ceil(width / 8 / across), rows = Math.ceil(height / 8 / down);
  let used = 0;
  const planes = components.map((component): Plane => {
    const stride = 8 * columns * component.across, from = used;
    used += stride * 8 * rows * component.down;
    return {
      data: scratch.subarray(from, used),
      stride,
      width: Math.ceil(width * component.across / across),
      height: Math.ceil(height * component.down / down),
    };
  });
  const block = new Int32Array(64);
  for (let unit = 0; unit < columns * rows; unit++) {
    const column = unit % columns, row = (unit - column) / columns;
    for (let c = 0; c < components.length; c++) {
      const { across, down } = components[c], { data, stride } = planes[c];
      for (let i = 0; i < across * down; i++) {
        const last = readBlock(bits, codings[c], block);
        if (last < 0) return undefined;
        const x = column * across + i % across, y = row * down + (i / across | 0);
        inverseDct(block, last, data, 8 * (y * stride + x), stride);
      }
    }
  }
  return bits.length - bits.at < 8 ? planes : undefined;
}

function cropped({ data, stride, width, height }: Plane): Uint8Array {
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) out.set(data.subarray(y * stride, y * stride + width), y * width);
  return out;
}
