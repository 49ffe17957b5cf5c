import type { Geometry, NiftiHeader, Triple } from "./volume.ts";

/** Affines whose volume of a voxel, in parts of the product of its sides, is below have axes that fall together. */
const FLAT = 1e-6;

/** Lengths of the affine's columns, mm. */
export function spacingOf(affine: readonly number[]): Triple {
  const length = (c: number) => Math.hypot(affine[c], affine[4 + c], affine[8 + c]);
  return [length(0), length(1), length(2)];
}

/**
 * Geometry from a size and an affine.
 *
 * @param size Voxels along x, y and z. @param affine 12 numbers, the rows of a 3x4 matrix, mm, RAS+.
 * @throws {RangeError} for a size that is not of whole numbers from 1, and for an affine that is not finite or flattens space.
 */
export function geometry(size: Triple, affine: readonly number[], header?: NiftiHeader): Geometry {
  if (size.length !== 3 || !size.every((side) => Number.isSafeInteger(side) && side > 0)) {
    throw new RangeError(
      `Cannot place voxels: expected 3 sides of 1 voxel or more, found [${size.join(", ")}]`,
    );
  }
  const spacing = spacingOf(affine);
  const flat = !(Math.abs(determinant(affine)) > FLAT * spacing[0] * spacing[1] * spacing[2]);
  if (affine.length !== 12 || !affine.every(Number.isFinite) || flat) {
    throw new RangeError(
      `Cannot place voxels: expected an affine of 12 finite numbers with axes in three directions, found [${
        affine.join(", ")
      }]`,
    );
  }
  return { size, affine, spacing, ...header && { header } };
}

/** Determinant of the affine's 3x3 part: the volume of a voxel in mm^3, negative where the axes are left-handed. */
export function determinant(affine: readonly number[]): number {
  const [a, b, c, , d, e, f, , g, h, i] = affine;
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}

/** The world point, mm, of a voxel index (fractions allowed). */
export function worldPoint(affine: readonly number[], [x, y, z]: Triple): Triple {
  const row = (r: number) => affine[r] * x + affine[r + 1] * y + affine[r + 2] * z + affine[r + 3];
  return [row(0), row(4), row(8)];
}

/** An affine between the world of DICOM, NRRD and ITK (LPS+) and ours (RAS+): x and y change their sign. Its own inverse. */
export function flipLps(affine: readonly number[]): number[] {
  return affine.map((value, i) => i < 8 ? 0 - value : value);
}
