/** An 8-bit image, rows top to bottom, channels interleaved. */
export interface Raster {
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** 1 (grey) or 3 (RGB). */
  readonly channels: number;
  /** `height * width * channels` values, 0 to 255. */
  readonly data: Uint8Array;
}

/** Class ids, one a pixel; 0 is background. */
export interface LabelMap {
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** `height * width` class ids. */
  readonly data: Uint8Array;
}

/** One decoded case. */
export interface Sample {
  /** The image as stored, orientation already applied. */
  readonly image: Raster;
  /** Its truth, the same size as the image; absent for cases without one. */
  readonly labels?: LabelMap;
}
