import { z } from "zod";
import { convBnRelu, separableConvolution, step } from "@dragsaw/core/model";
import type { Backbone, BuildContext, Parameters, Step } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { pyramid } from "./pyramid.ts";
import { residualBlock } from "./residual_block.ts";

/** Shape of an aligned Xception. */
export interface XceptionOptions {
  /** Pixels between units of the deepest features. */
  readonly outputStride: 8 | 16;
  /** Factor on every channel count. */
  readonly width: number;
  /** Middle blocks. */
  readonly middleBlocks: number;
}

/** The place of the last stride and the dilations behind it, which keep the field where the stride is gone. */
const GEOMETRY = {
  16: { lastEntryStride: 2, middle: 1, exit: 2 },
  8: { lastEntryStride: 1, middle: 2, exit: 4 },
} as const;

/**
 * Aligned Xception (Chen et al. 2018, arXiv 1802.02611; method.md section 3). Slots, in order: `stem.conv1` and `x1` (32
 * channels, stride 2; one place, the first meant for replacing, the second for observing what was put there),
 * `stem.conv2` and `x2` (64), `x3` (128, stride 4), `x4` (256, stride 8), `x5` (728), `middle.1` to `middle.16`,
 * `exit.block` (1024), `exit.conv3`, `exit.conv4` (1536), `exit.conv5` (2048). All lie behind a ReLU.
 * Outputs: `x2`, `x3`, `x4` (at output stride 16), `exit.conv5`.
 */
export function createXception(
  { outputStride, width, middleBlocks }: XceptionOptions,
  { parameters, channels }: Pick<BuildContext, "parameters" | "channels">,
): Backbone {
  const { lastEntryStride, middle, exit } = GEOMETRY[outputStride];
  const w = (n: number) => Math.max(1, Math.round(n * width));
  return pyramid(channels, [
    step(convBnRelu(parameters, "stem.conv1", { from: channels, to: w(32), stride: 2 }), "stem.conv1", "x1"),
    step(convBnRelu(parameters, "stem.conv2", { from: w(32), to: w(64) }), "stem.conv2", "x2"),
    step(entryBlock(parameters, 1, { from: w(64), to: w(128), stride: 2 }), "x3"),
    step(entryBlock(parameters, 2, { from: w(128), to: w(256), stride: 2 }), "x4"),
    step(entryBlock(parameters, 3, { from: w(256), to: w(728), stride: lastEntryStride }), "x5"),
    ...middleFlow(parameters, { channels: w(728), count: middleBlocks, dilation: middle }),
    ...exitFlow(parameters, w, { block: middle, convolutions: exit }),
  ]);
}

function entryBlock(
  parameters: Parameters,
  number: number,
  { from, to, stride }: { from: number; to: number; stride: number },
): ReturnType<typeof residualBlock> {
  return residualBlock(parameters, `entry.block${number}`, {
    from,
    convolutions: [{ to }, { to }, { to, stride }],
  });
}

function middleFlow(
  parameters: Parameters,
  { channels, count, dilation }: { channels: number; count: number; dilation: number },
): Step[] {
  const convolution = { to: channels, dilation };
  return Array.from({ length: count }, (_, i) => {
    const name = `middle.${i + 1}`;
    const convolutions = [convolution, convolution, convolution];
    return step(residualBlock(parameters, name, { from: channels, convolutions }), name);
  });
}

function exitFlow(
  parameters: Parameters,
  w: (channels: number) => number,
  dilation: { block: number; convolutions: number },
): Step[] {
  const block = residualBlock(parameters, "exit.block", {
    from: w(728),
    convolutions: [
      { to: w(728), dilation: dilation.block },
      { to: w(1024), dilation: dilation.block },
      { to: w(1024) },
    ],
  });
  const separable = (name: string, from: number, to: number) =>
    step(
      separableConvolution(parameters, name, { from, to, dilation: dilation.convolutions, relu: true }),
      name,
    );
  return [
    step(block, "exit.block"),
    separable("exit.conv3", w(1024), w(1536)),
    separable("exit.conv4", w(1536), w(1536)),
    separable("exit.conv5", w(1536), w(2048)),
  ];
}

/** The backbone `xception`. */
export const xception: Component = define("backbone", "xception", {
  summary: "Aligned Xception with 16 middle blocks",
  source: "Chen et al. 2018, arXiv 1802.02611, section 3.2; after Chollet 2017, arXiv 1610.02357",
  options: () => ({
    outputStride: z.union([z.literal(16), z.literal(8)]).default(16).describe(
      "Pixels between units of the deepest features: 16, or 8 (finer, about twice the work)",
    ),
    width: z.number().positive().default(1).describe(
      "Factor on every channel count; below 1 for a thin network",
    ),
    middleBlocks: z.int().min(0).default(16).describe("Residual blocks between the entry and the exit"),
  }),
  build: createXception,
});
