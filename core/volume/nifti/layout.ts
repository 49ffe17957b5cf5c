/** How a field of a header is stored. */
export type FieldType = "u8" | "i8" | "i16" | "i32" | "i64" | "f32" | "f64";

/** Where a field of a header is. */
export interface Field {
  /** Offset in bytes. */
  readonly at: number;
  /** Type of its values. */
  readonly type: FieldType;
  /** How many values. */
  readonly count: number;
}

/** Fields that decide how voxels are read and where they lie; all others are carried along unread. */
export type FieldName =
  | "dim"
  | "intent_code"
  | "datatype"
  | "bitpix"
  | "pixdim"
  | "vox_offset"
  | "scl_slope"
  | "scl_inter"
  | "xyzt_units"
  | "cal_max"
  | "cal_min"
  | "qform_code"
  | "sform_code"
  | "quatern"
  | "qoffset"
  | "srow";

/** What one version of the format looks like. */
export interface Layout {
  /** Bytes of the header; its first four say so. */
  readonly length: number;
  /** Where the magic is. */
  readonly magicAt: number;
  /** The magic of one file with header and voxels, and that of a header with voxels in an .img file. */
  readonly magic: { readonly single: string; readonly pair: string };
  /** The fields by name. */
  readonly fields: Readonly<Record<FieldName, Field>>;
}

function field(at: number, type: FieldType, count = 1): Field {
  return { at, type, count };
}

/** NIfTI-1 (nifti1.h, 2007) and NIfTI-2 (nifti2.h, 2011). */
export const LAYOUTS: Readonly<Record<1 | 2, Layout>> = {
  1: {
    length: 348,
    magicAt: 344,
    magic: { single: "n+1\0", pair: "ni1\0" },
    fields: {
      dim: field(40, "i16", 8),
      intent_code: field(68, "i16"),
      datatype: field(70, "i16"),
      bitpix: field(72, "i16"),
      pixdim: field(76, "f32", 8),
      vox_offset: field(108, "f32"),
      scl_slope: field(112, "f32"),
      scl_inter: field(116, "f32"),
      xyzt_units: field(123, "u8"),
      cal_max: field(124, "f32"),
      cal_min: field(128, "f32"),
      qform_code: field(252, "i16"),
      sform_code: field(254, "i16"),
      quatern: field(256, "f32", 3),
      qoffset: field(268, "f32", 3),
      srow: field(280, "f32", 12),
    },
  },
  2: {
    length: 540,
    magicAt: 4,
    magic: { single: "n+2\0\r\n\x1a\n", pair: "ni2\0\r\n\x1a\n" },
    fields: {
      datatype: field(12, "i16"),
      bitpix: field(14, "i16"),
      dim: field(16, "i64", 8),
      pixdim: field(104, "f64", 8),
      vox_offset: field(168, "i64"),
      scl_slope: field(176, "f64"),
      scl_inter: field(184, "f64"),
      cal_max: field(192, "f64"),
      cal_min: field(200, "f64"),
      qform_code: field(344, "i32"),
      sform_code: field(348, "i32"),
      quatern: field(352, "f64", 3),
      qoffset: field(376, "f64", 3),
      srow: field(400, "f64", 12),
      xyzt_units: field(500, "i32"),
      intent_code: field(504, "i32"),
    },
  },
};
