import type { Triple } from "@dragsaw/core/volume";
import { triple } from "../preprocess/frame.ts";
import { ANISOTROPIC, roundHalfEven } from "../preprocess/placement.ts";
import type { CaseFingerprint } from "./case_fingerprint.ts";
import { median, percentile } from "./intensities.ts";

/** Of an axis with slices far apart, this percentile of the spacings is taken. */
const FINE = 10;
/** mm by which such an axis stays coarser than the others, so that it remains the depth. */
const STILL_COARSER = 1e-5;

/**
 * Spacing that cases are resampled to (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z): the median along each axis; where one
 * is more than three times as coarse as the others and has less than a third of their voxels, the 10th percentile there, but
 * nothing finer than the others.
 *
 * @returns mm along up, front and right.
 */
export function targetSpacing(cases: readonly CaseFingerprint[]): Triple {
  const spacing = triple((k) => median(cases.map((item) => item.spacing[k])));
  const size = triple((k) => median(cases.map((item) => item.size[k])));
  const coarse = coarsest(spacing), others = [0, 1, 2].filter((axis) => axis !== coarse);
  const finer = Math.max(...others.map((axis) => spacing[axis]));
  const fewer = size[coarse] * ANISOTROPIC < Math.min(...others.map((axis) => size[axis]));
  if (!(spacing[coarse] > ANISOTROPIC * finer && fewer)) return spacing;
  const fine = percentile(cases.map((item) => item.spacing[coarse]).sort((a, b) => a - b), FINE);
  const along = fine < finer ? finer + STILL_COARSER : fine;
  return triple((k) => k === coarse ? along : spacing[k]);
}

/** Which axes are depth, height and width: the coarsest is the depth, the others stay in order. */
export function axisOrder(spacing: Triple): Triple {
  const coarse = coarsest(spacing), [height, width] = [0, 1, 2].filter((axis) => axis !== coarse);
  return [coarse, height, width];
}

/** Median voxels of the cases resampled to a spacing; halves where there is an even number of cases. */
export function medianSizeAt(cases: readonly CaseFingerprint[], spacing: Triple): Triple {
  return triple((k) =>
    median(cases.map((item) => roundHalfEven(item.spacing[k] / spacing[k] * item.size[k])))
  );
}

/** The first of the axes with the greatest spacing. */
function coarsest(spacing: Triple): number {
  return spacing.indexOf(Math.max(...spacing));
}
