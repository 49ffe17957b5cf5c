import type { Displacement, Random } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";
import { smooth } from "./gaussian.ts";
import { chance, drawFrom, range } from "./ranges.ts";

/** Nodes of the field in a deviation of its Gaussian: enough that lines between them do not show. */
const NODES = 3;

/**
 * A smooth random field of shifts: for x and y a number from -1 to 1 at each pixel, smoothed by a Gaussian of `sigma` pixels,
 * times `alpha` (Simard, Steinkraus & Platt 2003). A shift's deviation is alpha / (6.14 sigma) pixels, a little less at the
 * border, beyond which there is none. Numbers are drawn at nodes as far apart as the field's smoothness allows, with alpha
 * made smaller to match.
 */
export function drawField(
  random: Random,
  [height, width]: readonly [number, number],
  alpha: number,
  sigma: number,
): Displacement {
  const step = Math.max(1, Math.floor(sigma / NODES));
  const rows = Math.ceil(height / step) + 1, columns = Math.ceil(width / step) + 1;
  const draw = () => {
    const shifts = Float32Array.from({ length: rows * columns }, () => random.between(-1, 1));
    smooth(shifts, [rows, columns], 1, sigma / step, "zero");
    return shifts.map((shift) => shift * alpha / step);
  };
  return { rows, columns, step, right: draw(), down: draw() };
}

/**
 * `elastic`: bends the picture like rubber. Defaults are nnU-Net's in two dimensions, where it bends at all: alpha 0 to 200,
 * sigma 9 to 13 pixels, for 20 samples of 100.
 */
export const elastic: Component = define("transform", "elastic", {
  summary: "Bend the picture by a smooth random field",
  source: "Simard et al. 2003, doi 10.1109/ICDAR.2003.1227801; alpha and sigma as in batchgenerators",
  options: () => ({
    probability: chance(0.2),
    alpha: range([0, 1e6], [0, 200]).describe(
      "Smallest and largest strength: shifts deviate by alpha / (6.14 sigma) pixels",
    ),
    sigma: range([1e-3, 1e4], [9, 13]).describe(
      "Smallest and largest smoothness: the Gaussian's deviation, in pixels",
    ),
    side: z.number().positive().optional().describe(
      "Longer side of the pictures that alpha and sigma are meant for: others bend alike, whatever their size; " +
        "1 gives sigma, and alpha / (6.14 sigma), as parts of the side. Unless given, pixels of the network's input",
    ),
  }),
  build: ({ probability, alpha: strengths, sigma: widths, side }) => ({
    name: "elastic",
    draw(random, size) {
      if (random.uniform() >= probability) return {};
      // Shifts and smoothness grow with the side: sigma as it does, alpha as its square.
      const scale = side === undefined ? 1 : Math.max(...size) / side;
      const alpha = drawFrom(strengths, random) * scale ** 2, sigma = drawFrom(widths, random) * scale;
      return { displacement: drawField(random, size, alpha, sigma), drawn: { alpha, sigma } };
    },
  }),
});
