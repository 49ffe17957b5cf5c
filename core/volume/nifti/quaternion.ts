import type { Triple } from "../volume.ts";

/** Below this, the turn is by 180 degrees and rounding decides what `a` would be. */
const HALF_TURN = 1e-7;
/** Axes whose cosines are below stand at right angles. */
const SQUARE = 1e-4;

/** What a header says as a rotation, sizes and an offset. */
export interface QuaternionForm {
  /** b, c and d; a >= 0 follows from them. */
  readonly quaternion: Triple;
  /** -1 where the third axis is mirrored, else 1. */
  readonly handedness: 1 | -1;
}

/**
 * R(a, b, c, d) diag(sizes) and the offset as the last column, with a = sqrt(1 - b^2 - c^2 - d^2).
 *
 * @param sizes The third negative where that axis is mirrored. @returns 12 numbers, row by row.
 */
export function quaternionAffine(
  [b, c, d]: readonly number[],
  sizes: readonly number[],
  offset: readonly number[],
): number[] {
  let a = 1 - (b * b + c * c + d * d);
  if (a < HALF_TURN) {
    const scale = 1 / Math.hypot(b, c, d);
    [a, b, c, d] = [0, b * scale, c * scale, d * scale];
  } else a = Math.sqrt(a);
  const rotation = [
    [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
    [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
    [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - c * c - b * b],
  ];
  return rotation.flatMap((row, i) => [...row.map((value, axis) => value * sizes[axis]), offset[i]]);
}

/** The rotation of an affine; nothing where its axes do not stand at right angles, which no quaternion can say. */
export function quaternionOf(affine: readonly number[], spacing: Triple): QuaternionForm | undefined {
  const r = [0, 1, 2].map((row) => spacing.map((size, axis) => affine[4 * row + axis] / size));
  const dot = (i: number, j: number) => r[0][i] * r[0][j] + r[1][i] * r[1][j] + r[2][i] * r[2][j];
  if ([dot(0, 1), dot(0, 2), dot(1, 2)].some((cosine) => Math.abs(cosine) > SQUARE)) return undefined;
  const left = r[0][0] * (r[1][1] * r[2][2] - r[1][2] * r[2][1]) -
      r[0][1] * (r[1][0] * r[2][2] - r[1][2] * r[2][0]) +
      r[0][2] * (r[1][0] * r[2][1] - r[1][1] * r[2][0]) < 0;
  if (left) { for (const row of r) row[2] = -row[2]; }
  return { quaternion: fromRotation(r), handedness: left ? -1 : 1 };
}

/** Divides by the greatest of the four, so that no digits are lost. */
function fromRotation(r: readonly (readonly number[])[]): Triple {
  const [x, y, z] = [r[0][0], r[1][1], r[2][2]];
  const squares = [1 + x + y + z, 1 + x - y - z, 1 - x + y - z, 1 - x - y + z];
  const greatest = squares.indexOf(Math.max(...squares)), double = Math.sqrt(squares[greatest]);
  const turn = [r[2][1] - r[1][2], r[0][2] - r[2][0], r[1][0] - r[0][1]];
  const mixed = [r[1][0] + r[0][1], r[2][0] + r[0][2], r[2][1] + r[1][2]];
  const four = [
    [squares[0], turn[0], turn[1], turn[2]],
    [turn[0], squares[1], mixed[0], mixed[1]],
    [turn[1], mixed[0], squares[2], mixed[2]],
    [turn[2], mixed[1], mixed[2], squares[3]],
  ][greatest].map((value) => value / (2 * double));
  const sign = four[0] < 0 ? -1 : 1;
  return [sign * four[1], sign * four[2], sign * four[3]];
}
