import { formatBytes } from "@dragsaw/core/files";
import type { Triple } from "@dragsaw/core/volume";
import { type PlannedShape, usualBlocks } from "../options.ts";
import { triple, volumeOf } from "../preprocess/frame.ts";
import { type MemorySettings, stepMemory } from "./memory.ts";
import type { Configuration } from "./plan.ts";
import { type Topology, topologyOf } from "./topology.ts";

/** What a configuration is worked out from, besides spacing and sizes. */
export interface ConfigureSettings extends MemorySettings {
  /** Bytes that a step may take. */
  readonly budget: number;
  /** Slices in place of volumes. */
  readonly flat?: boolean;
  /** An encoder of residual blocks. */
  readonly residual?: boolean;
}

/** Patches in a step, at least. */
const FEWEST = 2;
/** Part of the dataset's voxels that a batch holds, at most. */
const MOST_SEEN = .05;
/** Voxels along each side of the patch tried first, were spacing isotropic. */
const FIRST_SIDE = { volume: 256, slice: 2048 };
/** Channels of the first level, and at most. */
const WIDTH = { base: 32, volume: 320, slice: 512 };

/**
 * Patch, network and batch for a spacing (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z): the patch starts with the median
 * size, or a cube in mm as large as 256^3 voxels (2048^2 for slices) where that is less, and the axis that is longest beside the
 * median is cut until a step with two patches fits the budget; then as many patches as fit, but at most a twentieth of the
 * dataset's voxels.
 *
 * @param spacing mm. @param medianSize Voxels at that spacing. @param dataset Voxels of all cases at that spacing.
 * @throws {RangeError} when nothing fits the budget, or cases are too small for a U-Net.
 */
export function configure(
  spacing: Triple,
  medianSize: Triple,
  dataset: number,
  settings: ConfigureSettings,
): Omit<Configuration, "batchDice"> {
  const { budget, flat = false } = settings;
  const whole = flat ? triple((k) => k === 0 ? 1 : medianSize[k]) : medianSize;
  let topology = topologyOf(spacing, firstPatch(spacing, whole, flat), flat);
  let network = networkOf(topology, settings), memory = stepMemory(network, topology.patch, settings);
  while (memory.fixed + FEWEST * memory.perPatch > budget) {
    const less = cut(spacing, topology, whole, flat);
    if (!less) {
      const least = formatBytes(memory.fixed + FEWEST * memory.perPatch);
      throw new RangeError(
        `Cannot plan a training within ${formatBytes(budget)}: the smallest patch wants ${least}`,
      );
    }
    topology = less;
    network = networkOf(topology, settings);
    memory = stepMemory(network, topology.patch, settings);
  }
  const fitting = Math.floor((budget - memory.fixed) / memory.perPatch);
  const seen = Math.round(dataset * MOST_SEEN / volumeOf(topology.patch));
  const batch = Math.max(FEWEST, Math.min(fitting, seen));
  return {
    spacing: flat ? [null, spacing[1], spacing[2]] : spacing,
    medianSize,
    patch: topology.patch,
    batch,
    network,
    memory: Math.round(memory.fixed + batch * memory.perPatch),
  };
}

function firstPatch(spacing: Triple, whole: Triple, flat: boolean): Triple {
  const mean = flat ? Math.sqrt(spacing[1] * spacing[2]) : Math.cbrt(volumeOf(spacing));
  const side = flat ? FIRST_SIDE.slice : FIRST_SIDE.volume;
  return triple((k) => Math.min(Math.round(side * mean / spacing[k]), whole[k]));
}

/**
 * The next smaller patch, in steps of what the network for a smaller one asks for: along the axis longest beside the median whose
 * cut leaves a U-Net; nothing where there is none.
 */
function cut(spacing: Triple, { patch, unit }: Topology, whole: Triple, flat: boolean): Topology | undefined {
  const share = (axis: number) => patch[axis] / whole[axis];
  const axes = (flat ? [2, 1] : [2, 1, 0]).sort((a, b) => share(b) - share(a));
  for (const axis of axes) {
    const less = (step: Triple) => triple((k) => k === axis ? patch[k] - step[k] : patch[k]);
    const found = topologyOf(spacing, less(topologyOf(spacing, less(unit), flat).unit), flat);
    const side = found.patch[axis];
    if (found.strides.length > 1 && side > 0 && side < patch[axis]) return found;
  }
}

function networkOf(
  { strides, kernels, patch }: Topology,
  { flat, residual }: Pick<ConfigureSettings, "flat" | "residual">,
): PlannedShape {
  if (strides.length < 2) {
    throw new RangeError(
      `Cannot plan a U-Net for patches of ${patch.join(" x ")}: expected a side of 8 voxels or more`,
    );
  }
  return {
    baseWidth: WIDTH.base,
    levels: strides.length,
    maxWidth: flat ? WIDTH.slice : WIDTH.volume,
    convolutions: residual ? 1 : 2,
    kernels,
    strides,
    ...residual && { blocks: usualBlocks(strides.length) },
  };
}
