import { ReadFailure } from "./read_failure.ts";

/** Samples of a pixel by PNG colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Deflate packs at most 1032 bytes into one (a match of 258 bytes in 2 bits). */
const DENSEST = 1032;

/**
 * Refuses a PNG that says to be larger than its bytes can hold, before anything of that size is allocated.
 *
 * @throws {ReadFailure} of kind `header-lies`.
 */
export function refuseLyingPng(bytes: Uint8Array): void {
  if (bytes.length < 33 || bytes[0] !== 0x89 || bytes[1] !== 0x50 || bytes[2] !== 0x4e) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = view.getUint32(16), height = view.getUint32(20), bits = bytes[24];
  const said = Math.ceil(width * (SAMPLES[bytes[25]] ?? 1) * bits / 8 + 1) * height;
  if (said <= DENSEST * bytes.length) return;
  throw new ReadFailure(
    "header-lies",
    `Expected a header that fits its file, found ${width} x ${height} pixels (${
      Math.round(said / 1e6)
    } MB) ` +
      `in ${bytes.length} bytes`,
  );
}
