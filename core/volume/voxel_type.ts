import type { Voxels } from "./volume.ts";

/** Name of a type of voxels. */
export type VoxelType =
  | "uint8"
  | "int8"
  | "uint16"
  | "int16"
  | "uint32"
  | "int32"
  | "uint64"
  | "int64"
  | "float32"
  | "float64";

interface Maker {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer): Voxels;
  new (length: number): Voxels;
}

const MAKERS: Readonly<Record<VoxelType, Maker>> = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  uint64: BigUint64Array,
  int64: BigInt64Array,
  float32: Float32Array,
  float64: Float64Array,
};

const LITTLE_ENDIAN_HERE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Bytes of one value. */
export function bytesPerVoxel(type: VoxelType): number {
  return MAKERS[type].BYTES_PER_ELEMENT;
}

/** The type of an array of voxels. */
export function voxelType(data: Voxels): VoxelType {
  const found = (Object.keys(MAKERS) as VoxelType[]).find((type) => data instanceof MAKERS[type]);
  if (!found) {
    throw new TypeError(
      `Cannot use voxels of ${Object.prototype.toString.call(data)}, expected a typed array`,
    );
  }
  return found;
}

/** Zeros of a type. */
export function emptyVoxels(type: VoxelType, length: number): Voxels {
  return new MAKERS[type](length);
}

/** Voxels out of stored bytes: a copy, in a buffer of its own. `bytes` holds whole values. */
export function voxelsFromBytes(bytes: Uint8Array, type: VoxelType, littleEndian: boolean): Voxels {
  const copy = new Uint8Array(bytes);
  if (littleEndian !== LITTLE_ENDIAN_HERE) swapBytes(copy, bytesPerVoxel(type));
  return new MAKERS[type](copy.buffer);
}

/** Voxels as bytes to be stored: a copy only where bytes have to be swapped. */
export function bytesFromVoxels(data: Voxels, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (littleEndian === LITTLE_ENDIAN_HERE || data.BYTES_PER_ELEMENT === 1) return bytes;
  const copy = new Uint8Array(bytes);
  swapBytes(copy, data.BYTES_PER_ELEMENT);
  return copy;
}

function swapBytes(bytes: Uint8Array, width: number): void {
  if (width === 1) return;
  for (let start = 0; start < bytes.length; start += width) {
    for (let i = start, j = start + width - 1; i < j; i++, j--) {
      const byte = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = byte;
    }
  }
}

/** Values whose channels stand side by side (colours, vectors) to whole volumes one after another, as `Volume` has them. */
export function separateChannels<T extends Voxels>(data: T, channels: number): T {
  if (channels === 1) return data;
  const count = data.length / channels;
  const from = data as unknown as Float64Array;
  const to = emptyVoxels(voxelType(data), data.length) as unknown as Float64Array;
  for (let c = 0; c < channels; c++) {
    for (let i = 0, at = c; i < count; i++, at += channels) to[c * count + i] = from[at];
  }
  return to as unknown as T;
}
