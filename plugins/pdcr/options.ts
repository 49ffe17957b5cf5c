import { z } from "zod";

const phi = z.enum(["mean", "l1", "l2"]).default("mean").describe(
  "Foreground ratio of a window: share of its pixels (mean), or count (l1) or root of the count (l2) over the image's largest.",
);

/** Size of a window in pixels: the same on all axes, or one number an axis. */
export type WindowSize = number | readonly number[];

const pixels = z.int().min(1);

const ratio = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("hierarchical").describe("Windows of several sizes around each unit (H-PDCR)."),
    sizes: z.array(z.union([pixels, z.array(pixels).min(2).max(3)])).min(1).default([5, 7, 9]).describe(
      "Window sizes in image pixels: one number, or one an axis.",
    ),
    phi,
  }),
  z.strictObject({
    type: z.literal("receptive-field").describe("The box of the image that each unit sees (RF-PDCR)."),
    phi,
  }),
]).prefault({ type: "hierarchical" });

const FORMS = [
  "paper",
  "released2d",
  "unweighted",
  "diagonal",
  "sigmoid-l1",
  "regression",
  "supcon",
] as const;

/** Option schemas that both losses share. */
export const shape = {
  ratio: ratio.describe("Windows in which the foreground ratio of a unit is read."),
  affinity: z.enum(["ratio", "dice"]).default("ratio").describe(
    "How alike two units should be: by foreground ratios, or by the Dice overlap of their mask patches.",
  ),
  halve: z.boolean().default(true).describe(
    "Halve the divergence where there are several foreground classes, so that it stays in [0, 1]; the authors do not.",
  ),
  form: z.enum(FORMS).default("paper").describe(
    "Form of the loss; released2d swaps affinity and divergence as the authors' 2D code does; regression and supcon go beyond the paper.",
  ),
  series: z.enum(["loss-first", "ratio-first"]).default("loss-first").describe(
    "One loss a window size, averaged, or one loss of the averaged ratios.",
  ),
  ratioWeights: z.array(z.number().positive()).optional().describe(
    "Weights of the window sizes in ratio-first; equal when left out.",
  ),
  reduction: z.enum(["mean", "sum"]).default("mean").describe("Over images and pairs of units."),
  temperature: z.union([z.number().positive(), z.literal("learned")]).default(1).describe(
    "Divides the cosine similarities; learned starts at 1 and stays within 0.1 and 10.",
  ),
  sampling: z.enum(["stride", "random", "boundary"]).default("stride").describe(
    "Units at even steps, or drawn anew each step: anywhere, or a share of them near a boundary (beyond the paper).",
  ),
  boundaryShare: z.number().positive().max(1).optional().describe(
    "Share of the units that see more than one class, with sampling boundary; 0.5 when left out.",
  ),
  across: z.enum(["images", "both"]).optional().describe(
    "Compare all units of a batch instead of those of an image, or take the mean of both losses; beyond the paper, off when left out.",
  ),
  uncertainty: z.enum(["certain", "uncertain"]).optional().describe(
    "Let pairs count by 1 - E or E of a refiner at the same slot; beyond the paper, equally when left out.",
  ),
  position: z.enum(["none", "sincos"]).default("none").describe(
    "Encoding of the units' places added to their features.",
  ),
  windows: z.enum(["centred", "released2d", "released3d"]).default("centred").describe(
    "released2d reads windows at the transposed place, hierarchical ones shifted by -1; released3d loses the last voxel of " +
      "each axis and takes the classes of a window in order of presence. Both as the authors' code does.",
  ),
  divisor: z.enum(["valid", "full"]).optional().describe(
    "Pixels that a count is divided by: those of the window in the image, or all, as in the authors' 3D code; " +
      "valid when left out.",
  ),
};

/** Checked values of {@linkcode shape}. */
export type PdcrOptions = z.output<z.ZodObject<typeof shape>>;

/** Units of a slot: how many, or every how many cells on each axis. */
export type UnitCount = number | readonly number[];

const count = z.int().min(1);
const unitCount = z.union([count, z.array(count).min(2).max(3)], {
  error: "expected how many units, or every how many cells on each axis",
});

/** Schema of `units`. */
export function unitsSchema(least: number, text: string): z.ZodType<Record<string, UnitCount>> {
  return z.record(z.string(), unitCount).refine((units) => Object.keys(units).length >= least, {
    error: `name at least ${least} slot${least === 1 ? "" : "s"}`,
  }).describe(text);
}
