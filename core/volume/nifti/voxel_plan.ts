import { type ReadOptions, voxelBytes } from "../budget.ts";
import type { NiftiHeader, Triple } from "../volume.ts";
import { bytesPerVoxel } from "../voxel_type.ts";
import { type Datatype, datatypeOf } from "./datatype.ts";
import { HeaderFields } from "./header_fields.ts";
import { refusal } from "./read_header.ts";

/** Where a file has its voxels, and how they become values. */
export interface VoxelPlan extends Datatype {
  /** Voxels along x, y and z. */
  readonly size: Triple;
  /** Channels, those of RGB too. */
  readonly channels: number;
  /** Offset of the first voxel. */
  readonly offset: number;
  /** Bytes of all voxels as stored. */
  readonly length: number;
  /** Values are `slope * stored + intercept`; absent where they are as stored. */
  readonly scale?: { readonly slope: number; readonly intercept: number };
}

/**
 * Reads from a header where the voxels are. Takes no memory.
 *
 * @param pair Whether the voxels are in a file of their own.
 * @throws {SyntaxError} for fields that contradict the standard. @throws {RangeError} above `options.limit`.
 */
export function planVoxels(header: NiftiHeader, pair: boolean, options: ReadOptions = {}): VoxelPlan {
  const fields = new HeaderFields(header);
  const [x, y, z, ...more] = readSides(fields);
  const size: Triple = [x, y, z];
  const { type, values } = datatypeOf(fields.get("datatype"), fields.place("datatype"));
  const channels = more.reduce((product, side) => product * side, values);
  const scale = readScale(fields, values);
  const length = voxelBytes(size, channels, type, options.limit);
  if (scale) voxelBytes(size, channels, scaledType(type), options.limit);
  const bits = 8 * values * bytesPerVoxel(type), said = fields.get("bitpix");
  if (said !== bits) {
    options.note?.(
      `bitpix at byte ${fields.place("bitpix")} says ${said}, the datatype says ${bits}: the datatype holds`,
    );
  }
  const offset = readOffset(fields, pair);
  return { size, channels, type, values, offset, length, ...scale && { scale } };
}

/** The type of scaled values: float32 holds those of up to 16 bits, rounded once. */
export function scaledType(type: Datatype["type"]): "float32" | "float64" {
  return bytesPerVoxel(type) <= 2 || type === "float32" ? "float32" : "float64";
}

/** Seven sides; those beyond dim[0] are 1, whatever is stored there. */
function readSides(fields: HeaderFields): number[] {
  const dims = fields.get("dim");
  if (!(dims >= 1 && dims <= 7)) throw refusal(`1 to 7 dimensions at byte ${fields.place("dim")}`, `${dims}`);
  return Array.from({ length: 7 }, (_, i) => {
    const side = i < dims ? fields.get("dim", i + 1) : 1;
    if (side >= 1 && Number.isSafeInteger(side)) return side;
    throw refusal(`dim[${i + 1}] of 1 or more at byte ${fields.place("dim", i + 1)}`, `${side}`);
  });
}

function readOffset(fields: HeaderFields, pair: boolean): number {
  const offset = fields.get("vox_offset"), first = pair ? 0 : fields.layout.length + 4;
  if (offset === 0) return first;
  if (Number.isSafeInteger(offset) && offset >= first) return offset;
  throw refusal(
    `vox_offset, where voxels start, of ${first} or more at byte ${fields.place("vox_offset")}`,
    `${offset}`,
  );
}

/** A slope of 0, or one that is no number, means that values are as stored (nifti1.h, "data scaling"). */
function readScale(fields: HeaderFields, values: number): VoxelPlan["scale"] {
  const slope = fields.get("scl_slope"), intercept = fields.get("scl_inter");
  if (slope === 0 || !Number.isFinite(slope) || values > 1) return undefined;
  if (!Number.isFinite(intercept)) {
    throw refusal(
      `a number in scl_inter at byte ${fields.place("scl_inter")}, as scl_slope is ${slope}`,
      `${intercept}`,
    );
  }
  return slope === 1 && intercept === 0 ? undefined : { slope, intercept };
}
