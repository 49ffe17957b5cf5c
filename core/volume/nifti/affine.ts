import type { NiftiHeader } from "../volume.ts";
import { HeaderFields } from "./header_fields.ts";
import { quaternionAffine } from "./quaternion.ts";
import { refusal } from "./read_header.ts";

/** Millimetres of the units of length in the three low bits of xyzt_units; 0 means that nobody said. */
const MILLIMETRES: Readonly<Record<number, number>> = { 0: 1, 1: 1000, 2: 1, 3: 0.001 };

/**
 * The affine of a header, mm, RAS+: the sform where its code is above 0, else the qform where its code is, else the voxels'
 * sizes alone with the first voxel at 0 (nifti1.h, methods 3, 2 and 1). Metres and micrometres become millimetres.
 *
 * @throws {SyntaxError} for sizes or rotations that are none.
 */
export function headerAffine(header: NiftiHeader): number[] {
  const fields = new HeaderFields(header);
  const scale = MILLIMETRES[fields.get("xyzt_units") & 7];
  if (scale === undefined) {
    throw refusal(
      `units of m, mm or um (1, 2 or 3) in xyzt_units at byte ${fields.place("xyzt_units")}`,
      `${fields.get("xyzt_units") & 7}`,
    );
  }
  const affine = fields.get("sform_code") > 0 ? fields.all("srow") : spacedAffine(fields);
  return scale === 1 ? affine : affine.map((value) => value * scale);
}

function spacedAffine(fields: HeaderFields): number[] {
  const sizes = [1, 2, 3].map((i) => readSize(fields, i));
  if (!(fields.get("qform_code") > 0)) return [sizes[0], 0, 0, 0, 0, sizes[1], 0, 0, 0, 0, sizes[2], 0];
  const [b, c, d] = fields.all("quatern");
  if (!(b * b + c * c + d * d < 1.01)) {
    throw refusal(`a rotation in quatern_b, c, d at byte ${fields.place("quatern")}`, `${b}, ${c}, ${d}`);
  }
  // The third axis runs the other way where pixdim[0] is negative
  const signed = [sizes[0], sizes[1], fields.get("pixdim") < 0 ? -sizes[2] : sizes[2]];
  return quaternionAffine([b, c, d], signed, fields.all("qoffset"));
}

/** Size of a voxel along axis 1 to 3; axes of one voxel may have none. */
function readSize(fields: HeaderFields, axis: number): number {
  const size = fields.get("pixdim", axis);
  if (size > 0 && size < Infinity) return size;
  if (size === 0 && (axis > fields.get("dim") || fields.get("dim", axis) === 1)) return 1;
  throw refusal(
    `the size of a voxel, above 0, in pixdim[${axis}] at byte ${fields.place("pixdim", axis)}`,
    `${size}`,
  );
}
