/** Tag of the orientation. */
const ORIENTATION = 0x0112;

/**
 * A JPEG whose EXIF orientation says upright: two bytes changed, pixels as they are.
 *
 * @returns A copy; undefined where there is no such tag.
 */
export function uprightExif(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda;) {
    const length = view.getUint16(at + 2);
    if (
      bytes[at + 1] === 0xe1 &&
      new TextDecoder("latin1").decode(bytes.subarray(at + 4, at + 10)) === "Exif\0\0"
    ) {
      const entry = orientationEntry(view, at + 10, Math.min(bytes.length, at + 2 + length));
      if (!entry) return undefined;
      const out = bytes.slice();
      new DataView(out.buffer).setUint16(entry.at, 1, entry.littleEndian);
      return out;
    }
    at += 2 + length;
  }
  return undefined;
}

/** Where the value of the orientation stands in the first directory of a TIFF header that begins at `start`. */
function orientationEntry(
  view: DataView,
  start: number,
  end: number,
): { at: number; littleEndian: boolean } | undefined {
  if (start + 8 > end) return undefined;
  const littleEndian = view.getUint16(start) === 0x4949;
  const directory = start + view.getUint32(start + 4, littleEndian);
  if (directory + 2 > end) return undefined;
  const count = view.getUint16(directory, littleEndian);
  for (let i = 0; i < count; i++) {
    const at = directory + 2 + 12 * i;
    if (at + 12 > end) return undefined;
    if (view.getUint16(at, littleEndian) === ORIENTATION) return { at: at + 8, littleEndian };
  }
  return undefined;
}
