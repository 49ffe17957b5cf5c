import { encodeNifti, geometry, type Triple, type Voxels } from "@dragsaw/core/volume";
import { write } from "./files.ts";

/** What a test writes as a volume. */
export interface TestVolume {
  readonly size?: Triple;
  readonly channels?: number;
  readonly data?: Voxels;
  /** Voxels to millimetres; 1 mm, from the origin along the axes unless given. */
  readonly affine?: readonly number[];
}

/** 1 mm, from the origin along the axes. */
export const AFFINE: readonly number[] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** Writes a NIfTI file: 4 x 3 x 2 zeros in bytes unless told otherwise. */
export async function writeVolume(file: string, volume: TestVolume = {}): Promise<void> {
  const { size = [4, 3, 2], channels = 1, affine = AFFINE } = volume;
  const count = size[0] * size[1] * size[2] * channels;
  const place = geometry(size, affine);
  const data = volume.data ?? new Uint8Array(count);
  await write(file, encodeNifti({ ...place, channels, data }, { gzip: file.endsWith(".gz") }));
}

/** Labels that hold 0, 1 and 2 in turn. */
export function labels(count = 24): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => i % 3);
}
