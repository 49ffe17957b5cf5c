import { type FileDefectKind, ofKind } from "../error_kind.ts";
import type { NiftiHeader } from "../volume.ts";
import { LAYOUTS } from "./layout.ts";

/** A header, and whether the voxels are in an .img file of their own. */
export interface FoundHeader {
  /** The header, without extensions. */
  readonly header: NiftiHeader;
  /** Whether the voxels are in an .img file of their own. */
  readonly pair: boolean;
}

/**
 * Finds version, order of bytes and magic of a header.
 *
 * @param bytes The start of a file, 544 bytes where it has as many.
 * @throws {SyntaxError} for what is no NIfTI header.
 */
export function readHeader(bytes: Uint8Array): FoundHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < LAYOUTS[1].length) {
    throw refusal(
      `a header of ${LAYOUTS[1].length} or ${LAYOUTS[2].length} bytes`,
      `${bytes.length} bytes`,
      "truncated-file",
    );
  }
  for (const littleEndian of [true, false]) {
    const length = view.getInt32(0, littleEndian);
    for (const version of [1, 2] as const) {
      if (length === LAYOUTS[version].length) return found(bytes, version, littleEndian);
    }
  }
  throw refusal(
    "the header's length, 348 or 540, at byte 0",
    `${view.getInt32(0, true)}: not a NIfTI file, whatever its name says`,
    "not-an-image",
  );
}

function found(bytes: Uint8Array, version: 1 | 2, littleEndian: boolean): FoundHeader {
  const { length, magic, magicAt } = LAYOUTS[version];
  if (bytes.length < length) {
    throw refusal(`a header of ${length} bytes`, `${bytes.length} bytes`, "truncated-file");
  }
  const text = String.fromCharCode(...bytes.subarray(magicAt, magicAt + magic.single.length));
  if (text !== magic.single && text !== magic.pair) {
    const analyze = /^\0*$/.test(text) ? ", as Analyze 7.5 files have, which do not say left from right" : "";
    throw refusal(
      `the magic ${JSON.stringify(magic.single)} or ${JSON.stringify(magic.pair)} at byte ${magicAt}`,
      `${JSON.stringify(text)}${analyze}`,
      "not-an-image",
    );
  }
  const header = { version, littleEndian, bytes: bytes.slice(0, length), extensions: new Uint8Array() };
  return { header, pair: text === magic.pair };
}

/** The error for a file that cannot be decoded. */
export function refusal(wanted: string, found: string, kind: FileDefectKind = "damaged-file"): SyntaxError {
  return ofKind(kind, new SyntaxError(`Cannot decode the NIfTI file: expected ${wanted}, found ${found}`));
}
