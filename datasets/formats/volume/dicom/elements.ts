/** The elements of a DICOM file that were asked for, by tag: group in the high 16 bits, element in the low ones. */
export interface Elements {
  /** UID of how the file is encoded. */
  readonly transferSyntax: string;
  /** Order of bytes of numbers and pixels. */
  readonly littleEndian: boolean;
  /** Values as stored. */
  readonly values: ReadonlyMap<number, Uint8Array>;
}

/** How a data set is encoded. */
interface Encoding {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

const PREAMBLE = 132, UNDEFINED = 0xffffffff, DEEPEST = 32;
const TRANSFER_SYNTAX = 0x00020010, PIXEL_DATA = 0x7fe00010;
const ITEM = 0xfffee000, ITEM_END = 0xfffee00d, SEQUENCE_END = 0xfffee0dd;
/** Representations whose length has 32 bits. */
const LONG = /^(OB|OD|OF|OL|OV|OW|SQ|SV|UC|UN|UR|UT|UV)$/;

/** Encodings of data sets whose pixels are as they are. */
const PLAIN: Readonly<Record<string, Encoding>> = {
  "1.2.840.10008.1.2": { explicit: false, littleEndian: true },
  "1.2.840.10008.1.2.1": { explicit: true, littleEndian: true },
  "1.2.840.10008.1.2.2": { explicit: true, littleEndian: false },
};

/** Names of what is compressed, by the start of the UID. */
const COMPRESSED: readonly (readonly [string, string])[] = [
  ["1.2.840.10008.1.2.1.99", "deflate"],
  ["1.2.840.10008.1.2.4.5", "JPEG"],
  ["1.2.840.10008.1.2.4.7", "lossless JPEG"],
  ["1.2.840.10008.1.2.4.8", "JPEG-LS"],
  ["1.2.840.10008.1.2.4.9", "JPEG 2000"],
  ["1.2.840.10008.1.2.4.10", "video"],
  ["1.2.840.10008.1.2.4.20", "HTJ2K"],
  ["1.2.840.10008.1.2.5", "run lengths"],
];

/** Whether `bytes` begin like a DICOM file: 128 bytes of anything, then DICM. */
export function isDicom(bytes: Uint8Array): boolean {
  return bytes.length >= PREAMBLE && String.fromCharCode(...bytes.subarray(128, PREAMBLE)) === "DICM";
}

/**
 * Reads elements of a DICOM file (PS3.5 and PS3.10) up to its pixels; those within sequences are passed over.
 *
 * @param wanted Tags to keep, the pixels among them if they are. @throws {SyntaxError} naming the byte.
 */
export function readElements(bytes: Uint8Array, wanted: ReadonlySet<number>): Elements {
  if (!isDicom(bytes)) throw refusal('"DICM" at byte 128', "something else");
  const explicit: Encoding = { explicit: true, littleEndian: true };
  const meta = new Walk(bytes, explicit, PREAMBLE), about = new Map<number, Uint8Array>();
  while (meta.at + 2 <= bytes.length && meta.group() === 2) meta.keep(new Set([TRANSFER_SYNTAX]), about);
  const transferSyntax = new TextDecoder().decode(about.get(TRANSFER_SYNTAX)).replace(/[\0 ]+$/, "");
  const encoding = PLAIN[transferSyntax];
  if (!encoding) {
    const name = COMPRESSED.find(([start]) => transferSyntax.startsWith(start))?.[1] ?? "an unknown encoding";
    throw refusal(
      "pixels that are not compressed",
      `transfer syntax ${
        transferSyntax || "none"
      }: ${name}; convert the file first, as "gdcmconv --raw" does`,
    );
  }
  const walk = new Walk(bytes, encoding, meta.at), values = new Map<number, Uint8Array>();
  while (walk.at < bytes.length && walk.keep(wanted, values) < PIXEL_DATA);
  return { transferSyntax, littleEndian: encoding.littleEndian, values };
}

/** A way through a file, element by element. */
class Walk {
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array, private readonly encoding: Encoding, public at: number) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Group of the next element. */
  group(): number {
    return this.view.getUint16(this.at, this.encoding.littleEndian);
  }

  /** Passes the next element, keeps its value if it is wanted, and gives its tag. */
  keep(wanted: ReadonlySet<number>, values: Map<number, Uint8Array>, depth = 0): number {
    const { tag, kind, length } = this.head();
    if (length === UNDEFINED) {
      if (tag === PIXEL_DATA) throw refusal("pixels that are not compressed", "compressed ones");
      // What is of unknown kind is stored without kinds, whatever the file around it does (PS3.5, 6.2.2)
      const items = kind === "UN" ? new Walk(this.bytes, PLAIN["1.2.840.10008.1.2"], this.at) : this;
      items.passItems(depth);
      this.at = items.at;
      return tag;
    }
    const start = this.skip(length);
    if (depth === 0 && wanted.has(tag)) values.set(tag, this.bytes.subarray(start, this.at));
    return tag;
  }

  /** Passes the items of a sequence whose length is not said. */
  private passItems(depth: number): void {
    if (depth > DEEPEST) throw refusal(`sequences at most ${DEEPEST} deep`, "deeper ones");
    for (;;) {
      const start = this.at, tag = this.tag(), length = this.u32();
      if (tag === SEQUENCE_END) return;
      if (tag !== ITEM) throw refusal(`an item of a sequence at byte ${start}`, hex(tag));
      if (length !== UNDEFINED) {
        this.skip(length);
        continue;
      }
      while (this.peekTag() !== ITEM_END) this.keep(new Set(), new Map(), depth + 1);
      this.skip(8);
    }
  }

  private head(): { tag: number; kind?: string; length: number } {
    const tag = this.tag();
    if (!this.encoding.explicit) return { tag, length: this.u32() };
    const start = this.skip(2), kind = String.fromCharCode(this.bytes[start], this.bytes[start + 1]);
    if (!/^[A-Z]{2}$/.test(kind)) {
      throw refusal(`two letters for the kind of ${hex(tag)} at byte ${start}`, JSON.stringify(kind));
    }
    if (!LONG.test(kind)) {
      return { tag, length: this.view.getUint16(this.skip(2), this.encoding.littleEndian) };
    }
    this.skip(2);
    return { tag, kind, length: this.u32() };
  }

  private peekTag(): number {
    const at = this.at, tag = this.tag();
    this.at = at;
    return tag;
  }

  private tag(): number {
    const at = this.skip(4), { littleEndian } = this.encoding;
    return this.view.getUint16(at, littleEndian) * 0x10000 + this.view.getUint16(at + 2, littleEndian);
  }

  private u32(): number {
    return this.view.getUint32(this.skip(4), this.encoding.littleEndian);
  }

  private skip(count: number): number {
    const start = this.at;
    if (start + count > this.bytes.length) {
      throw refusal(
        `${count} bytes from byte ${start}`,
        `${this.bytes.length - start}: the file is cut short or damaged`,
      );
    }
    this.at += count;
    return start;
  }
}

function hex(tag: number): string {
  const digits = tag.toString(16).padStart(8, "0");
  return `(${digits.slice(0, 4)},${digits.slice(4)})`;
}

/** The error for a DICOM file that is not used. */
export function refusal(wanted: string, found: string): SyntaxError {
  return new SyntaxError(`Cannot decode the DICOM file: expected ${wanted}, found ${found}`);
}
