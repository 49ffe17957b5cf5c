import type { Frame, Placement } from "@dragsaw/core/data";
import type { Triple } from "@dragsaw/core/volume";
import { triple } from "./frame.ts";
import type { Interpolation } from "./taps.ts";

/** Spacings whose greatest is more than this many times the least are anisotropic. */
export const ANISOTROPIC = 3;

/** Target spacing along depth, height and width, mm; null keeps that of the case. */
export type TargetSpacing = readonly [number | null, number, number];

/** How a frame is resampled to a spacing. */
export function placementOf(frame: Frame, target: TargetSpacing): Placement {
  const { size, spacing } = frame;
  const wanted = triple((k) => target[k] ?? spacing[k]);
  const through = throughPlane(spacing, wanted);
  return {
    frame,
    size: triple((k) => Math.max(1, roundHalfEven(spacing[k] / wanted[k] * size[k]))),
    ...through !== undefined && { through },
  };
}

/** Interpolation along each axis: that wanted, but the nearest slice through the plane. */
export function interpolations(
  { through }: Placement,
  wanted: Interpolation,
): [Interpolation, Interpolation, Interpolation] {
  const along = (axis: number) => axis === through ? "nearest" : wanted;
  return [along(0), along(1), along(2)];
}

/** The one axis with the greatest spacing, where either spacing is anisotropic: the stored one decides before the target. */
export function throughPlane(stored: Triple, target: Triple): number | undefined {
  const spacing = [stored, target].find((s) => Math.max(...s) / Math.min(...s) > ANISOTROPIC);
  if (!spacing) return undefined;
  const most = Math.max(...spacing), axes = [0, 1, 2].filter((axis) => spacing[axis] === most);
  return axes.length === 1 ? axes[0] : undefined;
}

/** The nearest whole number, the even one of two: as nnU-Net's sizes are rounded. */
export function roundHalfEven(value: number): number {
  const low = Math.floor(value), rest = value - low;
  return rest > .5 || (rest === .5 && low % 2 === 1) ? low + 1 : low;
}
