import type { Defect } from "../data/dataset.ts";
import { orientationCode } from "../volume/orientation.ts";
import type { Geometry } from "../volume/volume.ts";
import { isVolume } from "./plane.ts";
import type { Seen } from "./seen.ts";

/** Relative difference of voxel sizes that writing as float32, or rounding to a thousandth, explains. */
const SPACING = 2e-3;
/** Cosine of the angle between axes that count as one direction: 2.6 degrees. */
const DIRECTION = 0.999;
/** Distance of origins in voxels that rounding explains. */
const ORIGIN = 0.1;

/** Whether labels, and the further files of an image, lie where its first file does. */
export function checkGeometry({ item, image, mask }: Seen): Defect[] {
  if (!image || !isVolume(image.pixels)) return [];
  const wanted = image.pixels;
  const channels = (image.others ?? []).map((other, i) =>
    [other, item.files?.[i + 1] ?? item.image] as const
  );
  const labels = mask && isVolume(mask.labels) ? [[mask.labels, mask.stored.file] as const] : [];
  return [...channels, ...labels].flatMap(([found, file]) => compare(wanted, found, file));
}

function compare(wanted: Geometry, found: Geometry, file: string): Defect[] {
  const defects: Defect[] = [];
  if (wanted.spacing.some((size, i) => Math.abs(found.spacing[i] - size) > SPACING * size)) {
    const reason = `Expected the voxels of its image, ${millimetres(wanted.spacing)}, found ${
      millimetres(found.spacing)
    }`;
    defects.push({ kind: "spacing-mismatch", file, reason });
  }
  if ([0, 1, 2].some((axis) => cosine(column(wanted, axis), column(found, axis)) < DIRECTION)) {
    const reason = `Expected the axes of its image, ${directions(wanted)}, found ${directions(found)}`;
    return [...defects, { kind: "orientation-mismatch", file, reason }];
  }
  const [a, b] = [column(wanted, 3), column(found, 3)];
  if (Math.hypot(...a.map((value, i) => value - b[i])) > ORIGIN * Math.min(...wanted.spacing)) {
    const reason = `Expected the origin of its image, ${millimetres(a)}, found ${millimetres(b)}`;
    defects.push({ kind: "origin-mismatch", file, reason });
  }
  return defects;
}

/** A column of the 3 x 4 matrix: 0 to 2 the axes, 3 the origin. */
function column({ affine }: Geometry, i: number): number[] {
  return [affine[i], affine[4 + i], affine[8 + i]];
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = a.reduce((sum, value, i) => sum + value * b[i], 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}

function directions(geometry: Geometry): string {
  const axes = [0, 1, 2].map((axis) => column(geometry, axis).map((value) => +value.toFixed(3)).join(" "));
  return `${orientationCode(geometry)} (${axes.join("; ")})`;
}

const millimetres = (values: readonly number[]): string =>
  `${values.map((v) => +v.toFixed(4)).join(" x ")} mm`;
