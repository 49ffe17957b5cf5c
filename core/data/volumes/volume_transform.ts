import type { Triple } from "../../volume/volume.ts";
import type { Random } from "../random.ts";
import type { Transform } from "../transform.ts";

/**
 * Linear map of space, the rows of a 3x3 matrix: d' = m[0] d + m[1] h + m[2] w, and so on. Coordinates are voxels along depth,
 * height and width from the middle of the patch.
 */
export type Linear3 = readonly [number, number, number, number, number, number, number, number, number];

/** A patch of a volume as the network will see it. */
export interface PatchImage {
  /** `channels * depth * height * width` values, normalised; width fastest, channel slowest. */
  readonly data: Float32Array;
  /** Voxels along depth, height and width. */
  readonly size: Triple;
  /** Channels. */
  readonly channels: number;
}

/** What a volume transform drew for one patch: applied to image and labels alike. */
export interface VolumeDraw {
  /**
   * Where an output voxel is read from. The maps of all transforms are multiplied, and image and labels are resampled once:
   * linearly, the labels as if each class were an image of its own; background outside.
   */
  readonly map?: Linear3;
  /** Changes the resampled image in place; the same each time that it is called. */
  readonly voxels?: (image: PatchImage) => void;
  /** What was drawn, by name, for people. */
  readonly drawn?: Readonly<Record<string, number | boolean | readonly number[]>>;
}

/** A random change to a patch of a volume: draws once, applies to image and labels. */
export interface VolumeTransform {
  /** What tells it from a transform of pictures. */
  readonly axes: 3;
  /** Name from the registry; part of the random stream's path. */
  readonly name: string;
  /** Draws from `random` alone, for a patch of that many voxels along depth, height and width, and channels. */
  draw(random: Random, size: Triple, channels: number): VolumeDraw;
}

/** A random change to a training sample: of a picture, or of a patch of a volume. */
export type AnyTransform = Transform | VolumeTransform;
