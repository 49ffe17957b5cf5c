import { emptyVoxels, type Voxels, voxelsFromBytes, type VoxelType } from "@dragsaw/core/volume";
import { refusal } from "./elements.ts";
import type { Slice } from "./slice.ts";

/** The smallest type that holds all values of some slices: whole numbers where nothing else can come of the scaling. */
export function typeOfSlices(slices: readonly Omit<Slice, "pixels">[]): VoxelType {
  let low = Infinity, high = -Infinity;
  for (const { bits: { stored, signed }, scale: { slope, intercept } } of slices) {
    if (!Number.isSafeInteger(slope) || !Number.isSafeInteger(intercept)) return "float32";
    const ends = signed ? [-(2 ** (stored - 1)), 2 ** (stored - 1) - 1] : [0, 2 ** stored - 1];
    low = Math.min(low, ...ends.map((end) => slope * end + intercept));
    high = Math.max(high, ...ends.map((end) => slope * end + intercept));
  }
  if (low >= 0 && high < 2 ** 8) return "uint8";
  if (low >= -(2 ** 15) && high < 2 ** 15) return "int16";
  if (low >= 0 && high < 2 ** 16) return "uint16";
  return low >= -(2 ** 31) && high < 2 ** 31 ? "int32" : "float32";
}

/**
 * Values of a slice. Bits above those that count are cleared: overlays may be stored there.
 *
 * @throws {SyntaxError} when there are fewer pixels than rows and columns promise.
 */
export function sliceValues(slice: Slice, type: VoxelType): Voxels {
  const { size: [columns, rows], bits: { allocated, stored, signed }, scale, littleEndian } = slice;
  const count = columns * rows, bytes = count * allocated / 8;
  if (slice.pixels.length < bytes) {
    throw refusal(`${bytes} bytes of pixels (${columns} x ${rows})`, `${slice.pixels.length}`);
  }
  const raw = voxelsFromBytes(
    slice.pixels.subarray(0, bytes),
    allocated === 8 ? "uint8" : "uint16",
    littleEndian,
  );
  const values = emptyVoxels(type, count), unused = 32 - stored;
  for (let i = 0; i < count; i++) {
    const shifted = Number(raw[i]) << unused;
    values[i] = scale.slope * (signed ? shifted >> unused : shifted >>> unused) + scale.intercept;
  }
  return values;
}
