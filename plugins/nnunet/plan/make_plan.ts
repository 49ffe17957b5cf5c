import type { Precision } from "@dragsaw/core/tensor";
import type { Triple } from "@dragsaw/core/volume";
import { triple, volumeOf } from "../preprocess/frame.ts";
import { roundHalfEven } from "../preprocess/placement.ts";
import { configure, type ConfigureSettings } from "./configure.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { normalizationsFor } from "./normalizations.ts";
import type { Configuration, Plan } from "./plan.ts";
import { axisOrder, medianSizeAt, targetSpacing } from "./target_spacing.ts";

/** What the user gives. */
export interface PlanOptions {
  /** Bytes that training may take; 8 GB unless given. */
  readonly memory?: number;
  /** What convolutions are computed in; float32 unless given. */
  readonly precision?: Precision;
  /** Plans for `resenc-unet3d` in the place of `unet3d`; false unless given. */
  readonly residual?: boolean;
}

/** Patches with less than this part of the median case's voxels call for a coarser configuration. */
const SEES_LITTLE = .25;
/** By this much the spacing grows until patches see enough. */
const COARSER = 1.03;
/** Spacings further apart are evened out first. */
const UNEVEN = 2;
/** A coarser configuration has at least this many times fewer voxels. */
const WORTH = 2;

/**
 * Plans trainings from what the data are, by the rules that nnU-Net publishes (Isensee et al. 2021, doi
 * 10.1038/s41592-020-01008-z), within our own estimate of memory.
 *
 * @throws {RangeError} when nothing fits the memory, or cases are too small for a U-Net.
 */
export function makePlan(
  fingerprint: Fingerprint,
  { memory: budget = 8e9, precision = "float32", residual = false }: PlanOptions = {},
): Plan {
  const { cases, channels, classes } = fingerprint, natural = targetSpacing(cases);
  const order = axisOrder(natural), inOrder = (values: Triple) => triple((k) => values[order[k]]);
  const spacing = inOrder(natural), size = inOrder(medianSizeAt(cases, natural));
  const settings = { channels: channels.length, classes: classes.length, precision, budget, residual };
  const voxels = volumeOf(size) * cases.length;
  const slices = { ...configure(spacing, size, voxels, { ...settings, flat: true }), batchDice: true };
  return {
    version: 1,
    cases: cases.length,
    channels,
    classes,
    order,
    normalizations: normalizationsFor(fingerprint),
    budget,
    precision,
    configurations: {
      "2d": slices,
      ...size[0] > 1 && planVolumes(spacing, size, cases.length, settings),
    },
  };
}

function planVolumes(
  spacing: Triple,
  size: Triple,
  cases: number,
  settings: ConfigureSettings,
): Plan["configurations"] {
  const full = configure(spacing, size, volumeOf(size) * cases, settings);
  const low = planCoarser(spacing, size, full.patch, cases, settings);
  return {
    "3d-fullres": { ...full, batchDice: low !== undefined },
    ...low && { "3d-lowres": { ...low, batchDice: false } },
  };
}

/** A spacing so coarse that patches see enough of a case; nothing where they do already, or nearly. */
function planCoarser(
  spacing: Triple,
  size: Triple,
  patch: Triple,
  cases: number,
  settings: ConfigureSettings,
): Omit<Configuration, "batchDice"> | undefined {
  let coarse = spacing, voxels = volumeOf(size), seen = volumeOf(patch), found;
  while (seen / voxels < SEES_LITTLE) {
    const most = Math.max(...coarse), uneven = coarse.map((side) => most / side > UNEVEN);
    const grown = (k: number) => uneven[k] || !uneven.includes(true) ? COARSER : 1;
    coarse = triple((k) => coarse[k] * grown(k));
    const exact = triple((k) => spacing[k] / coarse[k] * size[k]);
    voxels = volumeOf(exact);
    found = configure(coarse, triple((k) => roundHalfEven(exact[k])), voxels * cases, settings);
    seen = volumeOf(found.patch);
  }
  return volumeOf(size) / voxels < WORTH ? undefined : found;
}
