import { convBnRelu, step } from "@dragsaw/core/model";
import type { Backbone, BuildContext, Step } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { bottleneck } from "./bottleneck.ts";
import { drnWeights } from "./drn_weights.ts";
import { blocks, width } from "./options.ts";
import { pyramid } from "./pyramid.ts";

/** Shape of a dilated residual network of type D. */
export interface DrnOptions {
  /** Factor on every channel count. */
  readonly width: number;
  /** Bottleneck blocks of `layer3` to `layer6`. */
  readonly blocks: readonly number[];
}

/** `layer3` to `layer6`: channels inside a block, stride of the first, dilation of all. */
const STAGES = [
  { inner: 64, stride: 2, dilation: 1 },
  { inner: 128, stride: 2, dilation: 1 },
  { inner: 256, stride: 1, dilation: 2 },
  { inner: 512, stride: 1, dilation: 4 },
] as const;

/**
 * Dilated residual network of type D (Yu, Koltun and Funkhouser 2017, arXiv 1705.09914): no max pooling and convolutions
 * instead of blocks at the start; blocks dilated by 2 and 4 instead of strides; at the end convolutions without
 * shortcuts, dilated by 2 and 1, against the grids that dilation leaves. Stride 8 throughout. Built as the authors' code
 * builds `drn_d_54`, whose names are kept.
 *
 * Slots, all behind a ReLU: `layer0`, `layer1` (16 channels, stride 1), `layer2` (32, 2), each block `layer3.0` to `layer6.2`,
 * the last of a stage also as `layer3` (256, 4), `layer4` (512, 8), `layer5` (1024, 8), `layer6` (2048, 8), then `layer7` and
 * `layer8` (512, 8). Outputs: `layer1`, `layer2`, `layer3`, `layer8`.
 */
export function createDrn(
  { width, blocks }: DrnOptions,
  { parameters, channels }: Pick<BuildContext, "parameters" | "channels">,
): Backbone {
  const w = (n: number) => Math.max(1, Math.round(n * width));
  const steps: Step[] = [];
  let from = channels;
  const convolution = (
    name: string,
    to: number,
    shape: { kernel?: number; stride?: number; dilation?: number },
  ) => {
    steps.push(step(convBnRelu(parameters, name, { from, to, ...shape }), name));
    from = to;
  };
  convolution("layer0", w(16), { kernel: 7 });
  convolution("layer1", w(16), {});
  convolution("layer2", w(32), { stride: 2 });
  for (const [i, { inner, stride, dilation }] of STAGES.entries()) {
    for (let block = 0; block < blocks[i]; block++) {
      const name = `layer${i + 3}.${block}`, to = w(inner * 4);
      const shape = { from, inner: w(inner), to, stride: block === 0 ? stride : 1, dilation };
      const slots = block === blocks[i] - 1 ? [name, `layer${i + 3}`] : [name];
      steps.push(step(bottleneck(parameters, name, shape), ...slots));
      from = to;
    }
  }
  convolution("layer7", w(512), { dilation: 2 });
  convolution("layer8", w(512), {});
  return { ...pyramid(channels, steps), weights: drnWeights };
}

/** The backbone `drn-d-54`. */
export const drnD54: Component = define("backbone", "drn-d-54", {
  summary: "Dilated residual network of type D with 54 layers, output stride 8",
  source: "Yu, Koltun and Funkhouser 2017, arXiv 1705.09914",
  options: () => ({ width, blocks: blocks([3, 4, 6, 3]) }),
  build: createDrn,
});
