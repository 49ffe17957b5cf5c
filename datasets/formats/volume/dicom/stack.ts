import { DataError, type Defect } from "@dragsaw/core/data";
import { flipLps, type Geometry, geometry, type Triple } from "@dragsaw/core/volume";
import type { Slice } from "./slice.ts";

/** A slice and the file that it is from; its pixels are read again when they are needed. */
export interface PlacedSlice extends Omit<Slice, "pixels"> {
  /** Path of the file. */
  readonly file: string;
}

/** Slices in order, and the grid that they make. */
export interface Stack {
  /** From the first to the last, along the normal of the slices. */
  readonly slices: readonly PlacedSlice[];
  /** Of the volume. */
  readonly geometry: Geometry;
}

/** Directions and spacings that differ by less, in parts, are the same: files round to a few digits. */
const SAME = 1e-3;
/** Gaps may differ from the usual gap by this part of it. */
const EVEN = 0.02;

/**
 * Puts the slices of one series in order along their normal. Where the gantry was tilted the volume is sheared, as the slices
 * are, and its affine says so.
 *
 * @throws {DataError} for slices that differ in size or direction, stand in one place, or are unevenly far apart.
 */
export function stackSlices(slices: readonly PlacedSlice[]): Stack {
  const [first] = slices, normal = cross(...first.directions);
  const defects = slices.flatMap((slice) => differences(slice, first));
  if (defects.length > 0) throw new DataError(defects);
  const along = (slice: PlacedSlice) => dot(slice.position, normal);
  const sorted = slices.toSorted((a, b) => along(a) - along(b) || (a.file < b.file ? -1 : 1));
  const step = checkedStep(sorted, normal);
  const [x, y] = first.directions.map((direction, i) => direction.map((value) => value * first.spacing[i]));
  const start = sorted[0].position;
  const lps = [0, 1, 2].flatMap((world) => [x[world], y[world], step[world], start[world]]);
  return { slices: sorted, geometry: geometry([...first.size, sorted.length], flipLps(lps)) };
}

function differences(slice: PlacedSlice, first: PlacedSlice): Defect[] {
  const defects: Defect[] = [];
  const tell = (what: string, found: unknown, wanted: unknown) =>
    defects.push({
      file: slice.file,
      reason: `Expected ${what} ${wanted} as in ${first.file}, found ${found}`,
    });
  if (slice.size.join() !== first.size.join()) tell("pixels", slice.size.join(" x "), first.size.join(" x "));
  if (slice.spacing.some((value, i) => Math.abs(value / first.spacing[i] - 1) > SAME)) {
    tell("spacing", slice.spacing.join(" x "), first.spacing.join(" x "));
  }
  const [cosines, wanted] = [slice.directions.flat(), first.directions.flat()];
  if (cosines.some((value, i) => Math.abs(value - wanted[i]) > SAME)) {
    tell("directions", cosines.join(", "), wanted.join(", "));
  }
  return defects;
}

/** From one slice to the next, mm. */
function checkedStep(sorted: readonly PlacedSlice[], normal: Triple): readonly number[] {
  const first = sorted[0], last = sorted[sorted.length - 1], count = sorted.length - 1;
  if (count === 0) return normal.map((value) => value * first.thickness);
  const gaps = sorted.slice(1).map(({ position }, i) => dot(minus(position, sorted[i].position), normal));
  const usual = gaps.toSorted((a, b) => a - b)[Math.floor(count / 2)];
  const odd = gaps.findIndex((gap) => gap < SAME || Math.abs(gap - usual) > EVEN * usual);
  if (odd < 0) return minus(last.position, first.position).map((value) => value / count);
  const before = sorted[odd].file, file = sorted[odd + 1].file;
  const reason = gaps[odd] < SAME
    ? `Stands in the same place as ${before}: the folder holds a slice twice, or several times or echoes`
    : `Expected slices ${usual.toFixed(3)} mm apart, found ${gaps[odd].toFixed(3)} mm after ${before}: ` +
      "slices are missing, or the series is of two parts";
  throw new DataError([{ file, reason }]);
}

function minus(a: Triple, b: Triple): Triple {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Triple, b: Triple): Triple {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
