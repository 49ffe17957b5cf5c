import type { Volume } from "../volume/volume.ts";
import type { Case } from "./dataset.ts";

/** Class ids, one a voxel. */
export type LabelVolume = Volume & { readonly data: Uint8Array };

/** One volume with its truth, as stored: neither resampled nor turned. */
export interface VolumeSample {
  /** One for each file of the case; their channels, one after another, are those of {@linkcode VolumeSource}. */
  readonly images: readonly Volume[];
  /** Class ids, one a voxel, on the grid of the images; absent for cases without truth. */
  readonly labels?: LabelVolume;
}

/** The part of a dataset that reads volumes; where there is one, its cases are volumes and `load` refuses them. */
export interface VolumeSource {
  /** Names of the channels, in order: FLAIR, T1. */
  readonly channels: readonly string[];
  /**
   * Reads the files of one case.
   *
   * @throws {DataError} naming file, what was found and what was expected: another number of channels, another grid, a
   * label that the dataset does not name.
   */
  load(item: Case): Promise<VolumeSample>;
  /** Reads the truth alone, for cases that have one; absent where that is no faster than `load`. @throws {DataError} */
  labels?(item: Case): Promise<LabelVolume | undefined>;
}
