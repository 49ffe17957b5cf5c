import { z } from "zod";

/** How the decoder doubles the size of a map: a learned 2x2 transposed convolution, or bilinear resizing. */
export type Up = "transpose" | "bilinear";

/** Shape of a U-Net. */
export interface UNetOptions {
  /** Channels at full size; each level below has twice as many. */
  readonly baseWidth: number;
  /** Levels, the deepest included; a backbone brings its own. */
  readonly depth: number;
  /** How the decoder doubles the size of a map. */
  readonly up: Up;
  /** 3x3 convolutions in each level of the encoder and the decoder. */
  readonly convolutions: number;
}

const baseWidth = z.int().min(1).default(32).describe(
  "Channels of the first level; each level below has twice as many",
);
const depth = z.int().min(2).max(10).default(5).describe(
  "Levels; image sides must be multiples of 2^(depth - 1)",
);
const up = z.enum(["transpose", "bilinear"]).default("transpose").describe(
  "How the decoder doubles a map: learned 2x2 transposed convolution, or bilinear resizing",
);
const convolutions = z.int().min(1).default(2).describe("3x3 convolutions in each level");

/** Schemas of {@linkcode UNetOptions}. */
export const SHAPE: Readonly<{
  baseWidth: typeof baseWidth;
  depth: typeof depth;
  up: typeof up;
  convolutions: typeof convolutions;
}> = { baseWidth, depth, up, convolutions };
