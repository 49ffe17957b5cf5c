import { activation, batchNormalization, sequence, step } from "@dragsaw/core/model";
import type { Backbone, BuildContext, Step } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { relu6 } from "@dragsaw/core/tensor";
import { efficientNetLiteWeights } from "./efficientnet_lite_weights.ts";
import { invertedResidual } from "./inverted_residual.ts";
import { blocks, type OutputStride, outputStride, width } from "./options.ts";
import { pyramid } from "./pyramid.ts";
import { reducedStride } from "./reduced_stride.ts";
import { sameConvolution, sameDepthwise } from "./same_padding.ts";

/** Shape of an EfficientNet-Lite0. */
export interface EfficientNetLiteOptions {
  /** Pixels between units of the deepest features. */
  readonly outputStride: OutputStride;
  /** Factor on every channel count. */
  readonly width: number;
  /** Blocks of the seven stages; as published unless given. */
  readonly blocks?: readonly number[];
}

/** Expansion, kernel, channels and stride of each stage: table 1 of the paper. */
const STAGES = [
  [1, 3, 16, 1],
  [6, 3, 24, 2],
  [6, 5, 40, 2],
  [6, 3, 80, 2],
  [6, 5, 112, 1],
  [6, 5, 192, 2],
  [6, 3, 320, 1],
] as const;

/** Blocks of each stage there. */
const BLOCKS = [1, 2, 2, 3, 3, 4, 1];

/** Added to the variances, as the weights were trained with. */
const EPSILON = 1e-3;

/**
 * EfficientNet-Lite0 (Tan and Le 2019, arXiv 1905.11946; the Lite networks leave out squeeze and excitation and take ReLU6)
 * up to its 320 channels, without the 1x1 convolution to 1280 and the classifier; strides pad as TensorFlow's SAME. Slots:
 * `stem` (32 channels, stride 2, behind ReLU6), then `block.1` to `block.16`, linear, of which `block.1` (16, stride 2),
 * `block.3` (24, 4), `block.5` (40, 8), `block.11` (112, 16) and `block.16` (320, 32) are the outputs; of those that share a
 * stride the last. Below output stride 32 the last blocks are dilated as {@linkcode reducedStride} says.
 */
export function createEfficientNetLite(
  { outputStride, width, blocks = BLOCKS }: EfficientNetLiteOptions,
  { parameters, channels }: Pick<BuildContext, "parameters" | "channels">,
): Backbone {
  const w = (n: number) => Math.max(1, Math.round(n * width));
  const stem = sequence(
    sameConvolution(parameters, "stem", { from: channels, to: w(32), stride: 2 }),
    batchNormalization(parameters, "stem", { channels: w(32), epsilon: EPSILON }),
    activation(w(32), relu6),
  );
  const steps: Step[] = [step(stem, "stem")];
  const geometry = reducedStride(STAGES.map(([, , , stride]) => stride), outputStride, 2);
  let from = w(32);
  for (const [i, [expansion, kernel, to]] of STAGES.entries()) {
    const { stride, first, rest } = geometry[i];
    const common = { expansion, kernel, to: w(to), epsilon: EPSILON, depthwise: sameDepthwise };
    for (let block = 0; block < blocks[i]; block++) {
      const name = `block.${steps.length}`;
      const shape = block === 0 ? { stride, dilation: first } : { dilation: rest };
      steps.push(step(invertedResidual(parameters, name, { from, ...common, ...shape }), name));
      from = w(to);
    }
  }
  return { ...pyramid(channels, steps), weights: efficientNetLiteWeights };
}

/** The backbone `efficientnet-lite0`. */
export const efficientNetLite0: Component = define("backbone", "efficientnet-lite0", {
  summary: "EfficientNet-Lite0: inverted residuals found by search, 3.4 million parameters",
  source: "Tan and Le 2019, arXiv 1905.11946; without squeeze and excitation, with ReLU6",
  options: () => ({ outputStride, width, blocks: blocks(BLOCKS) }),
  build: createEfficientNetLite,
});
