import type { Triple } from "@dragsaw/core/volume";
import { parseNumber } from "../header_lines.ts";
import { type Elements, readElements, refusal } from "./elements.ts";

/** One slice of a series: where it lies and how its pixels are stored. */
export interface Slice {
  /** SeriesInstanceUID. */
  readonly series: string;
  /** What the series is, in words: modality and description. */
  readonly title: string;
  /** Columns and rows. */
  readonly size: readonly [number, number];
  /** mm between columns, and between rows. */
  readonly spacing: readonly [number, number];
  /** mm to the next slice, where the file says so: for a slice that is alone. */
  readonly thickness: number;
  /** Centre of the first pixel, mm, LPS. */
  readonly position: Triple;
  /** Directions of growing column and growing row, LPS. */
  readonly directions: readonly [Triple, Triple];
  /** Bits of a pixel in memory, and those that count. */
  readonly bits: { readonly allocated: 8 | 16; readonly stored: number; readonly signed: boolean };
  /** Values are slope * stored + intercept. */
  readonly scale: { readonly slope: number; readonly intercept: number };
  /** Whether small values are bright. */
  readonly inverted: boolean;
  /** Order of bytes of pixels. */
  readonly littleEndian: boolean;
  /** The pixels as stored, row by row. */
  readonly pixels: Uint8Array;
}

const TAGS = {
  modality: 0x00080060,
  description: 0x0008103e,
  thickness: 0x00180050,
  between: 0x00180088,
  series: 0x0020000e,
  position: 0x00200032,
  orientation: 0x00200037,
  samples: 0x00280002,
  photometric: 0x00280004,
  frames: 0x00280008,
  rows: 0x00280010,
  columns: 0x00280011,
  spacing: 0x00280030,
  allocated: 0x00280100,
  stored: 0x00280101,
  high: 0x00280102,
  signed: 0x00280103,
  intercept: 0x00281052,
  slope: 0x00281053,
  pixels: 0x7fe00010,
} as const;

/**
 * Reads one DICOM file as a slice. Nothing for a file without pixels, such as a DICOMDIR or a report.
 *
 * @throws {SyntaxError} for what is damaged, compressed, in colour, of several frames, or has no place in the patient.
 */
export function readSlice(bytes: Uint8Array): Slice | undefined {
  const elements = readElements(bytes, new Set(Object.values(TAGS)));
  if (!elements.values.has(TAGS.pixels)) return undefined;
  const tags = new Tags(elements);
  if ((tags.numbers("frames", 1)?.[0] ?? 1) > 1) {
    throw refusal("one frame in a file", `${tags.text("frames")}; convert the file first, as dcm2niix does`);
  }
  if (tags.whole("samples", 1) !== 1) throw refusal("grey pixels", `${tags.whole("samples")} values a pixel`);
  const size = [tags.whole("columns"), tags.whole("rows")] as const;
  const spacing = tags.numbers("spacing", 2) ?? tags.missing("PixelSpacing");
  const position = tags.numbers("position", 3) ?? tags.missing("ImagePositionPatient");
  const cosines = tags.numbers("orientation", 6) ?? tags.missing("ImageOrientationPatient");
  return {
    series: tags.text("series") ?? "",
    title: [tags.text("modality"), tags.text("description")].filter(Boolean).join(" "),
    size,
    spacing: [spacing[1], spacing[0]],
    thickness: (tags.numbers("between", 1) ?? tags.numbers("thickness", 1))?.[0] ?? 1,
    position: triple(position),
    directions: [triple(cosines), triple(cosines.slice(3))],
    bits: readBits(tags),
    scale: {
      slope: tags.numbers("slope", 1)?.[0] ?? 1,
      intercept: tags.numbers("intercept", 1)?.[0] ?? 0,
    },
    inverted: tags.text("photometric") === "MONOCHROME1",
    littleEndian: elements.littleEndian,
    pixels: elements.values.get(TAGS.pixels)!,
  };
}

function readBits(tags: Tags): Slice["bits"] {
  const allocated = tags.whole("allocated"), stored = tags.whole("stored", allocated);
  if (allocated !== 8 && allocated !== 16) throw refusal("8 or 16 bits a pixel", `${allocated}`);
  const high = tags.whole("high", stored - 1);
  if (stored < 1 || stored > allocated || high !== stored - 1) {
    throw refusal(`the low bits of ${allocated} to be in use`, `${stored} up to bit ${high}`);
  }
  return { allocated, stored, signed: tags.whole("signed", 0) === 1 };
}

/** The values of elements. */
class Tags {
  constructor(private readonly elements: Elements) {}

  text(name: keyof typeof TAGS): string | undefined {
    const bytes = this.elements.values.get(TAGS[name]);
    return bytes && new TextDecoder("latin1").decode(bytes).replace(/^[\0 ]+|[\0 ]+$/g, "");
  }

  /** Decimal numbers apart by backslashes. */
  numbers(name: keyof typeof TAGS, count: number): number[] | undefined {
    const text = this.text(name);
    if (!text) return undefined;
    const numbers = text.split("\\").map((part) => parseNumber(part.trim()));
    if (numbers.length === count && !numbers.includes(undefined)) return numbers as number[];
    throw refusal(`${count} numbers as ${name}`, JSON.stringify(text));
  }

  /** A binary number of 16 bits. */
  whole(name: keyof typeof TAGS, otherwise?: number): number {
    const bytes = this.elements.values.get(TAGS[name]);
    if (bytes && bytes.length >= 2) {
      return new DataView(bytes.buffer, bytes.byteOffset, 2).getUint16(0, this.elements.littleEndian);
    }
    return otherwise ?? this.missing(name);
  }

  missing(name: string): never {
    throw refusal(`an element for ${name}`, "none");
  }
}

function triple(values: readonly number[]): Triple {
  return [values[0], values[1], values[2]];
}
