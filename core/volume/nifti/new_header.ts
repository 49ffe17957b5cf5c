import type { NiftiHeader, Volume } from "../volume.ts";
import { HeaderFields } from "./header_fields.ts";
import { LAYOUTS } from "./layout.ts";
import { quaternionOf } from "./quaternion.ts";

/** Sides that the 16 bits of NIfTI-1 can say. */
const LONGEST_SIDE = 32_767;
/** NIFTI_XFORM_SCANNER_ANAT and NIFTI_UNITS_MM. */
const SCANNER = 1, MILLIMETRES = 2;

/** A header of its own for a volume that has none: little-endian, sform, and qform where a rotation can say the affine. */
export function newHeader({ size, channels, affine, spacing }: Omit<Volume, "data">): NiftiHeader {
  const version = Math.max(...size, channels) > LONGEST_SIDE ? 2 : 1;
  const { length } = LAYOUTS[version];
  const header: NiftiHeader = {
    version,
    littleEndian: true,
    bytes: new Uint8Array(length),
    extensions: new Uint8Array(4),
  };
  new DataView(header.bytes.buffer).setInt32(0, length, true);
  const fields = new HeaderFields(header), rotation = quaternionOf(affine, spacing);
  fields.set("dim", channels === 1 ? 3 : 4, ...size, channels, 1, 1, 1);
  fields.set("pixdim", rotation?.handedness ?? 1, ...spacing, 1, 1, 1, 1);
  fields.set("xyzt_units", MILLIMETRES);
  fields.set("sform_code", SCANNER);
  fields.set("srow", ...affine);
  if (rotation) {
    fields.set("qform_code", SCANNER);
    fields.set("quatern", ...rotation.quaternion);
    fields.set("qoffset", affine[3], affine[7], affine[11]);
  }
  return header;
}
