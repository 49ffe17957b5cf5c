import type { ReceptiveField } from "@dragsaw/core/model";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { divergence } from "./affinity.ts";
import { checkOptions } from "./check_options.ts";
import { integralImage } from "./integral.ts";
import { layWindows, windowSizes } from "./lay_windows.ts";
import type { PdcrOptions, WindowSize } from "./options.ts";
import { paddedIndicators, patchDivergence, patchReader } from "./patch_dice.ts";
import { averageRatio, foregroundRatio } from "./ratio.ts";

/** What the truth says of a step's units: ratios, or one tensor of patches a size. */
export type Views = readonly Tensor[];

/** How the truth tells which units should be alike. */
export interface Comparison {
  /** What all layers of a step read from, made of labels int32 `[B, ...image]`. */
  prepare(labels: Tensor): Tensor;
  /** Reader for units at `centres` (image pixels) that see `fields`, one an axis; `pick` as int32 `[n]`, `[B, n]` or all. */
  reader(
    centres: readonly number[][],
    fields: readonly ReceptiveField[],
  ): (prepared: Tensor, pick?: Tensor) => Views;
  /** d `[B, S, N1, N2]`; S is 1 in ratio-first. */
  divergence(a: Views, b: Views): Tensor;
  /** The views of all images as if they were of one: B is 1, N is B N. */
  merge(views: Views): Views;
}

function byRatio(options: PdcrOptions, image: readonly number[], classes: number): Comparison {
  const { ratio, series, ratioWeights, halve, divisor, windows } = options;
  const reading = { phi: ratio.phi, divisor, released: windows === "released3d" };
  return {
    prepare: (labels) => integralImage(labels, classes),
    reader(centres, fields) {
      const boxes = layWindows(centres, windowSizes(options, fields), options);
      const read = foregroundRatio(boxes, image, reading);
      return (integral, pick) => {
        const phi = read(integral, pick);
        return [series === "ratio-first" ? averageRatio(phi, ratioWeights) : phi];
      };
    },
    divergence: ([a], [b]) => divergence(a, b, halve),
    merge: ([phi]) => {
      const [, sizes, , classes] = phi.shape as number[];
      return [tf.transpose(phi, [1, 0, 2, 3]).reshape([1, sizes, -1, classes])];
    },
  };
}

function byPatch(
  options: PdcrOptions,
  sizes: readonly WindowSize[],
  image: readonly number[],
  classes: number,
): Comparison {
  const margin = Math.max(...sizes.flat());
  return {
    prepare: (labels) => paddedIndicators(labels, classes, margin),
    reader(centres, fields) {
      const each = windowSizes(options, fields), boxes = layWindows(centres, each, options);
      const readers = each.map((size, i) => patchReader(boxes[i], size, image, margin));
      return (prepared, pick) => readers.map((read) => read(prepared, pick));
    },
    divergence: (a, b) => {
      const each = tf.stack(a.map((patches, i) => patchDivergence(patches, b[i])), 1);
      if (options.series === "loss-first") return each;
      const [batch, count, n1, n2] = each.shape as number[];
      return averageRatio(each.reshape([batch, count, n1 * n2, 1]), options.ratioWeights).reshape([
        batch,
        1,
        n1,
        n2,
      ]);
    },
    merge: (views) => views.map((patches) => patches.reshape([1, -1, patches.shape[2]!])),
  };
}

/**
 * The comparison that the options ask for.
 *
 * @param image Size of the network's input, one number an axis. @param classes With background.
 * @throws {OptionError} when options contradict each other or the image.
 */
export function comparison(options: PdcrOptions, image: readonly number[], classes: number): Comparison {
  checkOptions(options, image);
  const { affinity, ratio } = options;
  return affinity === "dice" && ratio.type === "hierarchical"
    ? byPatch(options, ratio.sizes, image, classes)
    : byRatio(options, image, classes);
}
