/** Samples of one component, blocks beyond the border included. */
export interface Plane {
  /** Values. */
  readonly data: Uint8ClampedArray;
  /** Values from row to row. */
  readonly stride: number;
  /** Columns that belong to the picture. */
  readonly width: number;
  /** Rows that belong to the picture. */
  readonly height: number;
}
