import { activation, convBn, sequence, step } from "@dragsaw/core/model";
import type {
  Backbone,
  BuildContext,
  ConvolutionOptions,
  Layer,
  Parameters,
  Step,
} from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { relu6 } from "@dragsaw/core/tensor";
import { invertedResidual } from "./inverted_residual.ts";
import { mobileNetV2Weights } from "./mobilenet_v2_weights.ts";
import { blocks, type OutputStride, outputStride, width } from "./options.ts";
import { pyramid } from "./pyramid.ts";
import { reducedStride } from "./reduced_stride.ts";

/** Shape of a MobileNetV2. */
export interface MobileNetV2Options {
  /** Pixels between units of the deepest features. */
  readonly outputStride: OutputStride;
  /** Factor on every channel count. */
  readonly width: number;
  /** Blocks of the seven stages; as published unless given. */
  readonly blocks?: readonly number[];
}

/** Expansion, channels and stride of each stage: table 2 of the paper. */
const STAGES = [
  [1, 16, 1],
  [6, 24, 2],
  [6, 32, 2],
  [6, 64, 2],
  [6, 96, 1],
  [6, 160, 2],
  [6, 320, 1],
] as const;

/** Blocks of each stage there. */
const BLOCKS = [1, 2, 3, 4, 3, 3, 1];

/**
 * MobileNetV2 (Sandler et al. 2018, arXiv 1801.04381) up to its 320 channels, which the paper segments from: without
 * the 1x1 convolution to 1280 and the classifier. Slots: `stem` (32 channels, stride 2, behind ReLU6), then `block.1`
 * to `block.17`, linear as the paper has them, of which `block.1` (16, stride 2), `block.3` (24, 4), `block.6` (32, 8),
 * `block.13` (96, 16) and `block.17` (320, 32) are the outputs; of those that share a stride the last.
 *
 * Below output stride 32 the last blocks are dilated as {@linkcode reducedStride} says. Channels are as published times
 * `width`, without the rounding to multiples of 8 of the thin published networks.
 */
export function createMobileNetV2(
  { outputStride, width, blocks = BLOCKS }: MobileNetV2Options,
  { parameters, channels }: Pick<BuildContext, "parameters" | "channels">,
): Backbone {
  const w = (n: number) => Math.max(1, Math.round(n * width));
  const steps: Step[] = [
    step(convBnRelu6(parameters, "stem", { from: channels, to: w(32), stride: 2 }), "stem"),
  ];
  const geometry = reducedStride(STAGES.map(([, , stride]) => stride), outputStride, 2);
  let from = w(32);
  for (const [i, [expansion, to]] of STAGES.entries()) {
    const { stride, first, rest } = geometry[i];
    for (let block = 0; block < blocks[i]; block++) {
      const name = `block.${steps.length}`;
      const shape = block === 0 ? { stride, dilation: first } : { dilation: rest };
      steps.push(step(invertedResidual(parameters, name, { from, to: w(to), expansion, ...shape }), name));
      from = w(to);
    }
  }
  return { ...pyramid(channels, steps), weights: mobileNetV2Weights };
}

function convBnRelu6(parameters: Parameters, name: string, options: ConvolutionOptions): Layer {
  return sequence(convBn(parameters, name, options), activation(options.to, relu6));
}

/** The backbone `mobilenet-v2`. */
export const mobileNetV2: Component = define("backbone", "mobilenet-v2", {
  summary: "MobileNetV2: inverted residuals with linear bottlenecks, 1.8 million parameters",
  source: "Sandler et al. 2018, arXiv 1801.04381",
  options: () => ({ outputStride, width, blocks: blocks(BLOCKS) }),
  build: createMobileNetV2,
});
