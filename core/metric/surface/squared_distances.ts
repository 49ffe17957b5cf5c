import type { Solid } from "./grid.ts";
import { lowerEnvelope } from "./lower_envelope.ts";

/** Steps to a feature across slices where there is none. */
const NONE = 0xffff;

/** Which rows (`slice * rows + row`) are wanted, and what is done with them. */
export interface RowVisitor {
  /** Whether row `row` is wanted. */
  wanted(row: number): boolean;
  /** Its squared distances, mm^2, one a column; the array is used again. */
  visit(row: number, squared: Float64Array): void;
}

/**
 * Squared distance from voxels to the nearest feature, exact, row by row: steps across slices first (two bytes a voxel), then
 * within each slice a lower envelope of parabolas along columns and one along rows. Only slices with wanted rows are worked out.
 *
 * @param features Not 0 where a feature is.
 * @throws {RangeError} for more than 65,534 slices.
 */
export function squaredDistances(features: Uint8Array, { size, spacing }: Solid, visitor: RowVisitor): void {
  const [depth, height, width] = size;
  if (depth >= NONE) {
    throw new RangeError(`Cannot measure distances: found ${depth} slices, wanted ${NONE - 1} at most`);
  }
  const area = height * width, steps = stepsAcross(features, depth, area);
  const squares = Float64Array.from({ length: depth }, (_, step) => (spacing[0] * step) ** 2);
  const envelope = lowerEnvelope(Math.max(height, width));
  const slice = new Float64Array(area), column = new Float64Array(height), below = new Float64Array(height);
  const row = new Float64Array(width);
  for (let z = 0; z < depth; z++) {
    const rows = wantedRows(visitor, z * height, height);
    if (rows.length === 0) continue;
    for (let x = 0; x < width; x++) {
      for (let y = 0, i = z * area + x; y < height; y++, i += width) {
        const step = steps[i];
        column[y] = step === NONE ? Infinity : squares[step];
      }
      envelope(column, spacing[1], below);
      for (let y = 0, i = x; y < height; y++, i += width) slice[i] = below[y];
    }
    for (const y of rows) {
      envelope(slice.subarray(y * width, (y + 1) * width), spacing[2], row);
      visitor.visit(z * height + y, row);
    }
  }
}

function wantedRows(visitor: RowVisitor, first: number, count: number): number[] {
  const rows: number[] = [];
  for (let y = 0; y < count; y++) if (visitor.wanted(first + y)) rows.push(y);
  return rows;
}

/** Slices from each voxel to the nearest feature above or below it; {@linkcode NONE} where there is none. */
function stepsAcross(features: Uint8Array, depth: number, area: number): Uint16Array {
  const steps = new Uint16Array(depth * area);
  for (let i = 0; i < area; i++) steps[i] = features[i] ? 0 : NONE;
  for (let i = area; i < steps.length; i++) {
    const before = steps[i - area];
    steps[i] = features[i] ? 0 : before === NONE ? NONE : before + 1;
  }
  for (let i = steps.length - area - 1; i >= 0; i--) {
    const after = steps[i + area];
    if (after < steps[i]) steps[i] = after + 1;
  }
  return steps;
}
