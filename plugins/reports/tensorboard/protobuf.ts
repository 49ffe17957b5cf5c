/**
 * As much of the protocol buffers' encoding as events want: a message is the bytes of its fields, one behind the other.
 *
 * @module
 */

/** Bytes behind each other. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A whole number, 0 to 2^53 - 1, seven bits a byte, the lowest first. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push(value % 128 + 128);
  return Uint8Array.from([...bytes, value]);
}

/** What follows the number of a field. */
const VARINT = 0, EIGHT_BYTES = 1, LENGTH = 2, FOUR_BYTES = 5;

const key = (field: number, kind: number) => varint(field * 8 + kind);

/** Field of a whole number that is not negative. */
export const whole = (field: number, value: number): Uint8Array =>
  concat([key(field, VARINT), varint(value)]);

/** Field of a float of 8 bytes. */
export const double = (field: number, value: number): Uint8Array =>
  concat([key(field, EIGHT_BYTES), littleEndian([value])]);

/** Field of a float of 4 bytes. */
export function float(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return concat([key(field, FOUR_BYTES), bytes]);
}

/** Field of bytes, or of a message. */
export const bytes = (field: number, value: Uint8Array): Uint8Array =>
  concat([key(field, LENGTH), varint(value.length), value]);

/** Field of text. */
export const text = (field: number, value: string): Uint8Array =>
  bytes(field, new TextEncoder().encode(value));

/** Field of a list of floats of 8 bytes, packed. */
export const doubles = (field: number, values: readonly number[]): Uint8Array =>
  bytes(field, littleEndian(values));

function littleEndian(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(8 * values.length), view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setFloat64(8 * i, value, true));
  return bytes;
}
