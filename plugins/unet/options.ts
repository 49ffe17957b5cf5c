/** How the decoder doubles the size of a map: a learned 2x2 transposed convolution, or bilinear resizing. */
export type Up = "transpose" | "bilinear";

/** Shape of a U-Net. */
export interface UNetOptions {
  /** Channels of the first level; each level below has twice as many. */
  readonly baseWidth: number;
  /** Levels, the deepest included. */
  readonly depth: number;
  /** How the decoder doubles the size of a map. */
  readonly up: Up;
  /** 3x3 convolutions in each level of the encoder and the decoder. */
  readonly convolutions: number;
}
