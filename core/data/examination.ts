import type { Volume } from "../volume/volume.ts";
import type { Defect } from "./dataset.ts";
import type { LabelMap, Raster } from "./sample.ts";

/** What a file says of its picture before anything is made of it. */
export interface StoredPicture {
  /** Path. */
  readonly file: string;
  /** What its content is, in lower case, whatever the name says: jpeg, png, bmp, tiff, nifti ... */
  readonly format: string;
  /** Columns and rows (and slices) as stored, orientation not applied. */
  readonly size: readonly number[];
  /** Channels as stored, alpha included. */
  readonly channels: number;
  /** Bits of one value. */
  readonly bits: number;
  /** Whether values are numbers of colours in a table. */
  readonly palette: boolean;
  /** EXIF orientation, 1 (upright) to 8. */
  readonly orientation: number;
  /** Whether it was compressed with loss. */
  readonly lossy: boolean;
  /** Whether it has an alpha channel that is not opaque everywhere. */
  readonly transparent: boolean;
}

/** An image that could be read. */
export interface ExaminedImage {
  /** What the file says. */
  readonly stored: StoredPicture;
  /** What is made of it, upright, at its stored size. */
  readonly pixels: Raster | Volume;
  /** Further files of a volume's channels. */
  readonly others?: readonly Volume[];
}

/** A mask that could be read. */
export interface ExaminedMask {
  /** What the file says. */
  readonly stored: StoredPicture;
  /** Class ids at the stored size. */
  readonly labels: LabelMap | Volume;
  /** Largest value in the file: what stands for the foreground where there are two classes. */
  readonly largest: number;
  /** Foreground by the dataset's rule over foreground at half of the range; 1 where both are the same. */
  readonly widened: number;
}

/** Everything that a check wants to know of one case. */
export interface Examination {
  /** Why image or mask could not be read. */
  readonly defects: readonly Defect[];
  /** The image; absent when it could not be read. */
  readonly image?: ExaminedImage | undefined;
  /** The mask; absent when it could not be read, and for cases without. */
  readonly mask?: ExaminedMask | undefined;
}
