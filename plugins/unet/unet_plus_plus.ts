import { z } from "zod";
import { convolution, PIXEL } from "@dragsaw/core/model";
import type { BuildContext, Layer, Model, Parameters, Slot } from "@dragsaw/core/model";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";
import { type DecoderNode, decoderNode } from "./decoder.ts";
import { encoder } from "./encoder.ts";
import { SHAPE, type UNetOptions, type Up } from "./options.ts";
import { requireMultiples } from "./require_multiples.ts";

/** Shape of a U-Net++. */
export interface UNetPlusPlusOptions extends UNetOptions {
  /** A head on every node of full size, and the mean of their logits; else one on the last node. */
  readonly deepSupervision: boolean;
}

/**
 * U-Net++ (Zhou et al. 2018, arXiv 1807.10165): the skips of a U-Net as nodes of their own. Node j of level i, for i + j < N,
 * joins all nodes before it in its level with node j - 1 of the level below; node 0 is the encoder's. Slots:
 * `encoder.0` to `encoder.N-1`, then for j = 1, 2, ... node j of every level, finest first: `nested.i.j`, the last of a level
 * `decoder.i`, in which both networks have the same channels and stride.
 *
 * With deep supervision the logits are the mean over a head on each node of full size, in training as in evaluation (the
 * paper's accurate mode): the loss reaches each of them directly.
 *
 * @throws {RangeError} from `forward`, when height or width is not a multiple of 2^(depth - 1).
 */
export function createUNetPlusPlus(
  { baseWidth, depth, up, convolutions: count, deepSupervision }: UNetPlusPlusOptions,
  { parameters, channels, classes }: Pick<BuildContext, "parameters" | "channels" | "classes">,
): Model {
  const widths = Array.from({ length: depth }, (_, i) => baseWidth * 2 ** i);
  const down = encoder(parameters, { channels, field: PIXEL }, widths, count);
  const columns = nested(parameters, down.outputs, { widths, up, count });
  const options = { from: baseWidth, to: classes, kernel: 1 };
  const sides = deepSupervision
    ? columns.slice(0, -1).map((_, j) => convolution(parameters, `side.${j + 1}`, options))
    : [];
  const heads: Layer[] = [...sides, convolution(parameters, "head", options)];
  return {
    slots: Object.assign({}, down.slots, ...columns.flat().map(({ slots }) => slots)),
    forward(images, forward) {
      requireMultiples(images, 2 ** (depth - 1), "its depth");
      const levels = down.forward(images, forward).map((x) => [x]);
      for (const column of columns) {
        // finest first: the level below has not got its node of this column yet
        for (const [i, node] of column.entries()) {
          levels[i].push(node.forward(levels[i + 1][levels[i].length - 1], levels[i], forward));
        }
      }
      const ends = levels[0].slice(-heads.length);
      return tf.tidy(() => mean(heads.map((head, i) => head(ends[i], forward))));
    },
  };
}

/** Node j of each level but the j deepest, for j = 1, 2, ... */
function nested(
  parameters: Parameters,
  encoded: readonly Slot[],
  { widths, up, count }: { widths: readonly number[]; up: Up; count: number },
): DecoderNode[][] {
  const levels = encoded.map((slot) => [slot]);
  return levels.slice(1).map((_, column) =>
    levels.slice(column + 1).map((_, i) => {
      const j = column + 1, name = i + j === levels.length - 1 ? `decoder.${i}` : `nested.${i}.${j}`;
      const options = { below: levels[i + 1][column], skips: [...levels[i]], to: widths[i], up, count };
      const node = decoderNode(parameters, name, options);
      levels[i].push(node.output);
      return node;
    })
  );
}

function mean(all: readonly Tensor4D[]): Tensor4D {
  return all.length === 1 ? all[0] : tf.addN([...all]).div(all.length);
}

/** The model `unet++`. */
export const unetPlusPlus: Component = define("model", "unet++", {
  summary: "U-Net++: a U-Net whose skips are nested nodes",
  source: "Zhou et al. 2018, arXiv 1807.10165",
  options: () => ({
    ...SHAPE,
    deepSupervision: z.boolean().default(false).describe(
      "A head on every node of full size, and the mean of their logits; else one head on the last",
    ),
  }),
  build: createUNetPlusPlus,
});
