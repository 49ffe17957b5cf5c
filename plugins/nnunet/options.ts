import type { Triple } from "@dragsaw/core/tensor";

/** Shape of a 3D U-Net. */
export interface UNet3dShape {
  /** Channels of the first level; each level below has twice as many. Default 32. */
  readonly baseWidth: number;
  /** Levels, the deepest included; at least 2. Default 4. */
  readonly levels: number;
  /** No level has more channels. Default 320. */
  readonly maxWidth: number;
  /** Convolutions in each level of the encoder and the decoder. Default 2. */
  readonly convolutions: number;
  /** Kernel of each level, [depth, height, width], odd. Default 3 x 3 x 3. */
  readonly kernels: readonly Triple[];
  /** Units between those of the level above, for each level; the first is usually 1. Default 1, then 2 x 2 x 2. */
  readonly strides: readonly Triple[];
}

/** Shape of a network that a plan asks for. */
export interface PlannedShape extends UNet3dShape {
  /** Residual blocks in each level of the encoder; without them it is `unet3d`, with them `resenc-unet3d`. */
  readonly blocks?: readonly number[] | undefined;
}

/** Shape of a 3D U-Net; what is not given has its default. */
export type UNet3dOptions = { readonly [K in keyof UNet3dShape]?: UNet3dShape[K] | undefined };

/** Shape of a U-Net with a residual encoder; what is not given has its default. */
export interface ResEncUNet3dOptions extends UNet3dOptions {
  /** Residual blocks in each level of the encoder. Default {@linkcode usualBlocks}; `convolutions` are the decoder's, 1. */
  readonly blocks?: readonly number[] | undefined;
}

/** Residual blocks of nnU-Net's encoders: 1, 3, 4, then 6 in each level. */
export function usualBlocks(levels: number): number[] {
  return Array.from({ length: levels }, (_, i) => [1, 3, 4][i] ?? 6);
}

/** One level of a 3D U-Net. */
export interface Level {
  /** Channels. */
  readonly width: number;
  /** Of its convolutions. */
  readonly kernel: Triple;
  /** From the level above. */
  readonly stride: Triple;
  /** How many convolutions. */
  readonly convolutions: number;
}

/** The levels that `options` describe. @throws {RangeError} when there are too few, or kernels or strides for another number. */
export function levelsOf(options: UNet3dOptions): Level[] {
  const { baseWidth = 32, levels = 4, maxWidth = 320, convolutions = 2, kernels, strides } = options;
  if (!(Number.isInteger(levels) && levels >= 2)) {
    throw new RangeError(`Cannot build a U-Net of ${levels} levels: want a whole number from 2`);
  }
  for (const [name, list] of Object.entries({ kernels, strides })) {
    if (list === undefined || list.length === levels) continue;
    throw new RangeError(
      `Cannot build a U-Net of ${levels} levels with ${list.length} ${name}: want ${levels}`,
    );
  }
  return Array.from({ length: levels }, (_, i): Level => ({
    width: Math.min(baseWidth * 2 ** i, maxWidth),
    kernel: kernels?.[i] ?? [3, 3, 3],
    stride: strides?.[i] ?? (i === 0 ? [1, 1, 1] : [2, 2, 2]),
    convolutions,
  }));
}
