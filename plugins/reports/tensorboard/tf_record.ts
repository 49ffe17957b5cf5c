import { crc32c } from "./crc32c.ts";

/** Bytes of a record beside its data: a length of 8, and a checksum of 4 for the length and for the data. */
const FRAME = 16;

/** A record of a TFRecord file: length, data, and the masked checksum of each. */
export function tfRecord(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(FRAME + data.length), view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, masked(bytes.subarray(0, 8)), true);
  bytes.set(data, 12);
  view.setUint32(12 + data.length, masked(data), true);
  return bytes;
}

/** Data of each whole record, with the place behind it; ends at one that is torn or damaged. */
export function* readRecords(bytes: Uint8Array): Generator<{ data: Uint8Array; end: number }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + FRAME <= bytes.length;) {
    if (view.getUint32(at + 8, true) !== masked(bytes.subarray(at, at + 8))) return;
    const end = at + FRAME + Number(view.getBigUint64(at, true));
    if (end > bytes.length) return;
    const data = bytes.subarray(at + 12, end - 4);
    if (view.getUint32(end - 4, true) !== masked(data)) return;
    yield { data, end };
    at = end;
  }
}

/** A checksum as the format stores it: data that holds checksums of its own would meet them otherwise. */
function masked(bytes: Uint8Array): number {
  const sum = crc32c(bytes);
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
}
