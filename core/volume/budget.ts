import { ofKind } from "./error_kind.ts";
import type { Triple } from "./volume.ts";
import { bytesPerVoxel, type VoxelType } from "./voxel_type.ts";

/** What reading may cost, and who hears of oddities that are no errors. */
export interface ReadOptions {
  /** Most bytes that voxels may take in memory; 4 GiB unless given. */
  readonly limit?: number;
  /** Told of what was read in spite of being odd, as one sentence. */
  readonly note?: (text: string) => void;
}

/** Bytes that the voxels of one volume may take, unless the caller says otherwise: 4 GiB. */
export const VOLUME_LIMIT: number = 2 ** 32;

/**
 * Bytes that voxels take, before any memory is taken for them.
 *
 * @throws {RangeError} above the limit.
 */
export function voxelBytes(
  size: Triple,
  channels: number,
  type: VoxelType,
  limit: number = VOLUME_LIMIT,
): number {
  const bytes = size[0] * size[1] * size[2] * channels * bytesPerVoxel(type);
  if (bytes > limit) {
    const error = new RangeError(
      `Cannot take memory for ${size.join(" x ")} voxels, channels: ${channels}, ${type}: ` +
        `expected at most ${limit} bytes, found ${bytes}`,
    );
    throw ofKind("too-large", error);
  }
  return bytes;
}
