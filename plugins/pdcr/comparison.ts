import { OptionError } from "@dragsaw/core/registry";
import type { ReceptiveField } from "@dragsaw/core/model";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { divergence } from "./affinity.ts";
import { integralImage } from "./integral.ts";
import type { PdcrOptions } from "./options.ts";
import { paddedIndicators, patchDivergence, patchReader } from "./patch_dice.ts";
import { averageRatio, foregroundRatio } from "./ratio.ts";
import { window } from "./windows.ts";
import type { Box } from "./windows.ts";

/** What the truth says of a step's units: ratios, or one tensor of patches a size. */
export type Views = readonly Tensor[];

/** How the truth tells which units should be alike. */
export interface Comparison {
  /** What all layers of a step read from, made of labels int32 `[B, ...image]`. */
  prepare(labels: Tensor): Tensor;
  /** Reader for units at `centres` (image pixels) that see `fields`, one an axis; `pick` as int32 `[n]` or all. */
  reader(
    centres: readonly number[][],
    fields: readonly ReceptiveField[],
  ): (prepared: Tensor, pick?: Tensor) => Views;
  /** d `[B, S, N1, N2]`; S is 1 in ratio-first. */
  divergence(a: Views, b: Views): Tensor;
}

/** Boxes of all units, one list a window size. */
function lay(
  centres: readonly number[][],
  sizes: readonly number[][],
  { windows, ratio }: PdcrOptions,
): Box[][] {
  const rule = windows === "released2d" && ratio.type === "hierarchical" ? "shifted" : "centred";
  const places = windows === "released2d" ? centres.map((at) => at.toReversed()) : centres;
  return sizes.map((size) => places.map((at) => window(at, size, rule)));
}

function byRatio(options: PdcrOptions, image: readonly number[], classes: number): Comparison {
  const { ratio, series, ratioWeights, halve } = options;
  return {
    prepare: (labels) => integralImage(labels, classes),
    reader(centres, fields) {
      const sizes = ratio.type === "hierarchical"
        ? ratio.sizes.map((size) => image.map(() => size))
        : [fields.map(({ size }) => size)];
      const read = foregroundRatio(lay(centres, sizes, options), image, { phi: ratio.phi });
      return (integral, pick) => {
        const phi = read(integral, pick);
        return [series === "ratio-first" ? averageRatio(phi, ratioWeights) : phi];
      };
    },
    divergence: ([a], [b]) => divergence(a, b, halve),
  };
}

function byPatch(
  options: PdcrOptions,
  sizes: readonly number[],
  image: readonly number[],
  classes: number,
): Comparison {
  const margin = Math.max(...sizes);
  return {
    prepare: (labels) => paddedIndicators(labels, classes, margin),
    reader(centres) {
      const boxes = lay(centres, sizes.map((size) => image.map(() => size)), options);
      const readers = sizes.map((size, i) => patchReader(boxes[i], size, image, margin));
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
  };
}

/**
 * The comparison that the options ask for.
 *
 * @param image Size of the network's input, `[height, width]`. @param classes With background.
 * @throws {OptionError} when options contradict each other or the image.
 */
export function comparison(options: PdcrOptions, image: readonly number[], classes: number): Comparison {
  const { affinity, ratio, ratioWeights, series, windows } = options;
  const count = ratio.type === "hierarchical" ? ratio.sizes.length : 1;
  if (ratioWeights && (series !== "ratio-first" || ratioWeights.length !== count)) {
    throw new OptionError(
      ["ratioWeights"],
      `Cannot use ${ratioWeights.length} ratio weights with series "${series}" and ${count} window sizes: ` +
        `give one a size with series "ratio-first", or none`,
    );
  }
  if (windows === "released2d" && image.some((n) => n !== image[0])) {
    throw new OptionError(
      ["windows"],
      `Cannot swap rows and columns of a ${image.join("x")} input, as windows "released2d" does: ` +
        `use "centred" or a square size`,
    );
  }
  if (affinity === "ratio") return byRatio(options, image, classes);
  if (ratio.type !== "hierarchical" || ratio.phi !== "mean") {
    throw new OptionError(
      ["affinity"],
      `Cannot take the Dice of patches with ratio.type "${ratio.type}" and ratio.phi "${ratio.phi}": ` +
        `use "hierarchical" and "mean", or affinity "ratio"`,
    );
  }
  return byPatch(options, ratio.sizes, image, classes);
}
