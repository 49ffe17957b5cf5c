/** Three values, for x, y and z. */
export type Triple = readonly [number, number, number];

/** Voxels as they are kept: the type of the file, or floating point where the file scales its values. */
export type Voxels =
  | Float32Array
  | Float64Array
  | Uint8Array
  | Int8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** A header as a NIfTI file has it, kept so that what is written has the same geometry to the bit. */
export interface NiftiHeader {
  /** 1 or 2. */
  readonly version: 1 | 2;
  /** Order of bytes, in the header and in the voxels. */
  readonly littleEndian: boolean;
  /** The 348 or 540 bytes of the header. */
  readonly bytes: Uint8Array;
  /** What follows the header: the four bytes that announce extensions, and these as stored. */
  readonly extensions: Uint8Array;
}

/** Where the voxels of a volume lie in the world. */
export interface Geometry {
  /** Voxels along x (fastest in memory), y and z. */
  readonly size: Triple;
  /** Voxel indices to world, mm, RAS+ (x to the right, y to the front, z up): 12 numbers, the rows of a 3x4 matrix. */
  readonly affine: readonly number[];
  /** Distance between neighbouring voxels, mm: the lengths of the affine's columns. */
  readonly spacing: Triple;
  /** The header that this geometry was read from; absent where there was none, or where it no longer applies. */
  readonly header?: NiftiHeader;
}

/** A 3D image with one or several channels. */
export interface Volume extends Geometry {
  /** Channels, time points or components of a vector. */
  readonly channels: number;
  /** `channels * z * y * x` values: x fastest, channel slowest. */
  readonly data: Voxels;
}
