import { WeightFileError } from "./weight_file_error.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads little-endian numbers and texts one after another, and never past the end. */
export class ByteReader {
  /** Offset of the next byte. */
  at = 0;
  private readonly view: DataView;

  /**
   * Starts at the first byte.
   *
   * @param bytes What is read.
   * @param file The file that they are from, for messages.
   * @param part What of the file they are, for messages.
   */
  constructor(readonly bytes: Uint8Array, readonly file: string, readonly part: string = "") {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Refuses the file for what is at byte `at` (the next one unless given). */
  refuse(why: string, at: number = this.at): never {
    throw new WeightFileError(this.file, `${why} at byte ${at}${this.part && ` of ${this.part}`}`);
  }

  /** Passes over `count` bytes and gives the offset of the first. */
  skip(count: number): number {
    const at = this.at, left = this.bytes.length - at;
    if (!(Number.isSafeInteger(count) && count >= 0)) this.refuse(`found a length of ${count}`);
    if (count > left) this.refuse(`found the end, wanted ${count} more bytes and not ${left}`);
    this.at += count;
    return at;
  }

  /** The next `count` bytes, not copied. */
  take(count: number): Uint8Array {
    const at = this.skip(count);
    return this.bytes.subarray(at, at + count);
  }

  /** Unsigned, 1 byte. */
  u8(): number {
    return this.view.getUint8(this.skip(1));
  }

  /** Unsigned, 2 bytes. */
  u16(): number {
    return this.view.getUint16(this.skip(2), true);
  }

  /** Unsigned, 4 bytes. */
  u32(): number {
    return this.view.getUint32(this.skip(4), true);
  }

  /** Signed, 4 bytes. */
  i32(): number {
    return this.view.getInt32(this.skip(4), true);
  }

  /** Unsigned, 8 bytes; refused above 2^53. */
  u64(): number {
    const at = this.skip(8), value = this.view.getBigUint64(at, true);
    if (value > Number.MAX_SAFE_INTEGER) this.refuse(`found the length ${value}`, at);
    return Number(value);
  }

  /** Float, 8 bytes, big-endian: as pickles have it. */
  f64(): number {
    return this.view.getFloat64(this.skip(8), false);
  }

  /** UTF-8 of `count` bytes. */
  text(count: number): string {
    const at = this.at;
    try {
      return utf8.decode(this.take(count));
    } catch (error) {
      if (error instanceof WeightFileError) throw error;
      return this.refuse("found bytes that are no UTF-8", at);
    }
  }

  /** UTF-8 up to a line feed, which is passed over; at most 1,000 bytes. */
  line(): string {
    const end = this.bytes.subarray(this.at, this.at + 1000).indexOf(10);
    if (end < 0) this.refuse("found no end of the line that starts");
    const text = this.text(end);
    this.at++;
    return text;
  }
}
