import { convInstanceNormLeaky3d, sequence, upConvolution3d } from "@dragsaw/core/model";
import type { Layer3d, VolumeModel } from "@dragsaw/core/model";
import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";
import { convolutions } from "./convolutions.ts";
import { levelOptions, refusing } from "./level_options.ts";
import { type Level, levelsOf, type ResEncUNet3dOptions, usualBlocks } from "./options.ts";
import { residualBlock } from "./residual.ts";
import { type Design, uNetwork, type VolumeContext } from "./u_network.ts";

/** A level with residual blocks. */
interface ResidualLevel extends Level {
  readonly blocks: number;
}

const RESIDUAL: Design<ResidualLevel> = {
  name: "residual-encoder U-Net",
  encode(scope, above, { blocks, ...level }, i) {
    const { width: to, kernel, stride } = level, stem = i === 0;
    const parts: Layer3d[] = stem
      ? [convInstanceNormLeaky3d(scope, "stem", { from: above, to, kernel })]
      : [];
    for (let b = 0; b < blocks; b++) {
      const from = b > 0 || stem ? to : above;
      parts.push(residualBlock(scope.scope(`block${b + 1}`), from, level, b > 0 ? [1, 1, 1] : stride));
    }
    return sequence(...parts as [Layer3d, ...Layer3d[]]);
  },
  raise: (scope, from, to, factor) => upConvolution3d(scope, "up", { from, to, factor, bias: true }),
  decode: (scope, from, level) => convolutions(scope, from, level),
  headBias: true,
};

/**
 * nnU-Net's U-Net with a residual encoder (Isensee et al. 2024, arXiv 2404.09556): a stem and residual blocks in each level of
 * the encoder, few convolutions in those of the decoder. Slots as those of `unet3d`.
 *
 * @throws {RangeError} when the options do not fit each other.
 */
export function createResEncUNet3d(options: ResEncUNet3dOptions, context: VolumeContext): VolumeModel {
  const levels = levelsOf({ ...options, convolutions: options.convolutions ?? 1 });
  const { blocks = usualBlocks(levels.length) } = options;
  if (blocks.length !== levels.length) {
    throw new RangeError(
      `Cannot build a U-Net of ${levels.length} levels with blocks for ${blocks.length}: want ${levels.length}`,
    );
  }
  return uNetwork(RESIDUAL, levels.map((level, i) => ({ ...level, blocks: blocks[i] })), context);
}

/** `resenc-unet3d`: nnU-Net's U-Net with a residual encoder. */
export const resencUNet3d: Component = define("model", "resenc-unet3d", {
  summary:
    "nnU-Net's 3D U-Net with a residual encoder; its shape is the plan's unless given (presets M, L, XL: memory 8, 24, 40GB)",
  source: "Isensee et al. 2024, arXiv 2404.09556",
  dimensions: [3],
  options: () => ({
    ...levelOptions("Convolutions in each level of the decoder; planned, or 1"),
    blocks: z.array(z.int().min(1)).optional().describe(
      "Residual blocks in each level of the encoder; planned, or 1, 3, 4, then 6",
    ),
  }),
  build: (options, context) => refusing(() => createResEncUNet3d(options, context)),
});
