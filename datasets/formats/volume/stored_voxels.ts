import {
  geometry,
  gunzip,
  inflate,
  ofKind,
  type ReadOptions,
  separateChannels,
  type Triple,
  type Volume,
  voxelBytes,
  voxelsFromBytes,
  type VoxelType,
} from "@dragsaw/core/volume";

/** What the header of a NRRD or MetaImage file says about its voxels. */
export interface StoredVoxels {
  /** Voxels along x, y and z. */
  readonly size: Triple;
  /** Values of a voxel. */
  readonly channels: number;
  /** Whether the values of a voxel stand side by side, else whole volumes follow one another. */
  readonly interleaved: boolean;
  /** Type of one value. */
  readonly type: VoxelType;
  /** Order of bytes. */
  readonly littleEndian: boolean;
  /** How the bytes are packed. */
  readonly packing: "none" | "gzip" | "zlib";
  /** Bytes to pass over before the (packed) voxels; -1: they are the last bytes of the file. */
  readonly skip: number;
  /** Voxel to world, mm, RAS+. */
  readonly affine: readonly number[];
}

/** Bytes after the voxels that are let pass. */
const FILLING = 65_536;

/**
 * Makes a volume of stored bytes. No memory is taken before the header is held against the limit and the bytes.
 *
 * @throws {SyntaxError} where there are fewer or more bytes than the header says. @throws {RangeError} above the limit.
 */
export function assembleVolume(stored: StoredVoxels, bytes: Uint8Array, options: ReadOptions = {}): Volume {
  const { size, channels, type, interleaved, littleEndian, affine } = stored;
  const length = voxelBytes(size, channels, type, options.limit);
  const place = geometry(size, affine);
  const found = unpacked(stored, bytes, length);
  const extra = found.length - length;
  if (extra < 0 || extra > FILLING) {
    const error = new SyntaxError(
      `Cannot decode the volume: expected ${length} bytes of voxels (${
        size.join(" x ")
      }, channels: ${channels}, ${type}), found ${found.length}`,
    );
    throw ofKind(extra < 0 ? "truncated-file" : "header-lies", error);
  }
  if (extra > 0) options.note?.(`${extra} bytes after the voxels were passed over`);
  const voxels = voxelsFromBytes(found.subarray(0, length), type, littleEndian);
  return { ...place, channels, data: interleaved ? separateChannels(voxels, channels) : voxels };
}

function unpacked({ packing, skip }: StoredVoxels, bytes: Uint8Array, length: number): Uint8Array {
  if (packing === "none") return bytes.subarray(skip === -1 ? Math.max(0, bytes.length - length) : skip);
  if (skip === -1) {
    throw new SyntaxError(
      "Cannot decode the volume: only voxels that are not packed may be counted from the end",
    );
  }
  const unpack = packing === "gzip" ? gunzip : inflate;
  return unpack(bytes.subarray(skip), length, length + FILLING);
}
