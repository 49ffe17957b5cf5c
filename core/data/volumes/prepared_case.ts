import type { Triple } from "../../volume/volume.ts";
import type { Placement } from "./placement.ts";

/** What is known of a prepared case besides its voxels. */
export interface PreparedShape {
  /** Voxels along depth, height and width. */
  readonly size: Triple;
  /** Channels of the image. */
  readonly channels: number;
  /** Where it comes from. */
  readonly placement: Placement;
}

/** A case as networks see it, all of it in memory. */
export interface PreparedCase extends PreparedShape {
  /** `channels * depth * height * width` values, width fastest, channel slowest. */
  readonly image: Float32Array;
  /** Class ids, `depth * height * width`; absent for cases without truth. */
  readonly labels?: Uint8Array;
  /** For each class but the background, class 1 first: indices into `labels`, rising; absent for cases without truth. */
  readonly locations?: readonly Uint32Array[];
}

/** Part of a prepared case: voxels along depth, height and width. */
export interface Box {
  /** Its first voxel. */
  readonly from: Triple;
  /** Its voxels. */
  readonly size: Triple;
}

/** The voxels of part of a prepared case. */
export interface PreparedPart {
  /** `channels * depth * height * width` values of the part, width fastest, channel slowest. Not to be written to. */
  readonly image: Float32Array;
  /** Class ids, `depth * height * width`; absent for cases without truth. Not to be written to. */
  readonly labels?: Uint8Array;
}

/** A case as networks see it, of which parts are read: it may lie on a disk. */
export interface PreparedReader extends PreparedShape {
  /** For each class but the background, class 1 first, how many of its places are known; absent for cases without truth. */
  readonly places?: readonly number[];
  /** Voxel of a case, counted as its labels are: the n-th place, from 0, of a class from 1 on. */
  placeOf(id: number, n: number): Promise<number>;
  /** Reads a part. @throws {RangeError} when it is not within the case. */
  read(part: Box): Promise<PreparedPart>;
}
