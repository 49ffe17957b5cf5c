import { OptionError } from "@dragsaw/core/registry";
import type { PdcrOptions } from "./options.ts";

function refuse(key: keyof PdcrOptions, message: string): never {
  throw new OptionError([key], message);
}

/**
 * Refuses options that contradict each other or the image.
 *
 * @param image Size of the network's input, one number an axis.
 * @throws {OptionError} for the first.
 */
export function checkOptions(options: PdcrOptions, image: readonly number[]): void {
  const { affinity, ratio, ratioWeights, series, windows } = options;
  checkSizes(options, image);
  const count = ratio.type === "hierarchical" ? ratio.sizes.length : 1;
  if (ratioWeights && (series !== "ratio-first" || ratioWeights.length !== count)) {
    refuse(
      "ratioWeights",
      `Cannot use ${ratioWeights.length} ratio weights with series "${series}" and ${count} window sizes: ` +
        `give one a size with series "ratio-first", or none`,
    );
  }
  if (windows === "released2d" && (image.length > 2 || image[0] !== image[1])) {
    refuse(
      "windows",
      `Cannot swap rows and columns of a ${image.join("x")} input, as windows "released2d" does: ` +
        `use "centred" or a square size`,
    );
  }
  if (affinity === "dice" && windows === "released3d") {
    refuse(
      "affinity",
      `Cannot take the Dice of patches with windows "released3d", which count voxels: use affinity "ratio", or "centred"`,
    );
  }
  if (affinity === "dice" && (ratio.type !== "hierarchical" || ratio.phi !== "mean")) {
    refuse(
      "affinity",
      `Cannot take the Dice of patches with ratio.type "${ratio.type}" and ratio.phi "${ratio.phi}": ` +
        `use "hierarchical" and "mean", or affinity "ratio"`,
    );
  }
  checkExtensions(options);
}

/** The same for windows with a size of their own on each axis. */
function checkSizes({ ratio }: PdcrOptions, image: readonly number[]): void {
  if (ratio.type !== "hierarchical") return;
  const unfit = ratio.sizes.find((size) => typeof size !== "number" && size.length !== image.length);
  if (unfit === undefined) return;
  refuse(
    "ratio",
    `Cannot lay windows of ${[unfit].flat().join("x")} pixels on a ${image.join("x")} input: ` +
      `give one number, or one an axis`,
  );
}

/** The same for options that go beyond the paper. */
function checkExtensions({ boundaryShare, form, sampling, temperature }: PdcrOptions): void {
  if (boundaryShare !== undefined && sampling !== "boundary") {
    refuse(
      "boundaryShare",
      `Cannot use a boundary share of ${boundaryShare} with sampling "${sampling}": set sampling to "boundary", or drop it`,
    );
  }
  if (form === "regression" && temperature !== 1) {
    refuse(
      "temperature",
      `Cannot use the temperature ${temperature} with form "regression": its goals are cosines, leave it at 1`,
    );
  }
}
