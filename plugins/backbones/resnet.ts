import { convBnRelu, maxPool, step } from "@dragsaw/core/model";
import type { Backbone, BuildContext, Parameters, Step } from "@dragsaw/core/model";
import { bottleneck } from "./bottleneck.ts";
import type { OutputStride } from "./options.ts";
import { pyramid } from "./pyramid.ts";
import { reducedStride } from "./reduced_stride.ts";
import { resnetWeights } from "./resnet_weights.ts";

/** Shape of a ResNet of bottleneck blocks. */
export interface ResNetOptions {
  /** Pixels between units of the deepest features. */
  readonly outputStride: OutputStride;
  /** How strides are replaced; see {@linkcode createResNet}. */
  readonly dilation: "torchvision" | "deeplabv3";
  /** Factor on every channel count. */
  readonly width: number;
  /** Blocks of the four stages. */
  readonly blocks: readonly number[];
}

/** Factors on the dilation of the last stage's blocks (Chen et al. 2017, section 3.1.1); the last goes for any more. */
const MULTI_GRID = [1, 2, 4];

/**
 * ResNet (He et al. 2016, arXiv 1512.03385) without its classifier, as torchvision has it: the stride in the 3x3 convolution.
 * Slots, all behind a ReLU: `stem` (64 channels, stride 2), then each block by torchvision's name, `layer1.0` to
 * `layer4.2`, the last of a stage also as `layer1` (256, stride 4), `layer2` (512, 8), `layer3` (1024, 16), `layer4` (2048, 32).
 * Outputs: `stem` and the stages; of stages that share a stride the last.
 *
 * Below output stride 32 the last stages are dilated. "torchvision": as {@linkcode reducedStride}, which keeps
 * what published weights compute. "deeplabv3": all blocks of such a stage alike, and in `layer4` times the multi-grid 1, 2, 4
 * (arXiv 1706.05587).
 */
export function createResNet(
  { outputStride, dilation, width, blocks }: ResNetOptions,
  { parameters, channels }: Pick<BuildContext, "parameters" | "channels">,
): Backbone {
  const w = (n: number) => Math.max(1, Math.round(n * width));
  const steps: Step[] = [
    step(convBnRelu(parameters, "conv1", { from: channels, to: w(64), kernel: 7, stride: 2 }), "stem"),
    step(maxPool(w(64), 3, 2, 1)),
  ];
  let from = w(64);
  for (const [i, { stride, first, rest }] of reducedStride([1, 2, 2, 2], outputStride, 4).entries()) {
    const rate = (block: number) => {
      if (dilation === "torchvision") return block === 0 ? first : rest;
      return rest * (i === 3 ? MULTI_GRID[Math.min(block, MULTI_GRID.length - 1)] : 1);
    };
    const inner = w(64 * 2 ** i), to = w(256 * 2 ** i), name = `layer${i + 1}`;
    steps.push(...stage(parameters, name, blocks[i], { from, inner, to, stride, rate }));
    from = to;
  }
  return { ...pyramid(channels, steps), weights: resnetWeights };
}

/** Blocks `name.0`, `name.1`, ..., the first with the stride. */
function stage(
  parameters: Parameters,
  name: string,
  count: number,
  { from, inner, to, stride, rate }: {
    from: number;
    inner: number;
    to: number;
    stride: number;
    rate: (block: number) => number;
  },
): Step[] {
  return Array.from({ length: count }, (_, i) => {
    const first = i === 0 ? { from, stride } : { from: to };
    const block = bottleneck(parameters, `${name}.${i}`, { ...first, inner, to, dilation: rate(i) });
    return step(block, `${name}.${i}`, ...i === count - 1 ? [name] : []);
  });
}
