import { ofKind } from "../error_kind.ts";
import type { VoxelType } from "../voxel_type.ts";

/** How voxels are stored under a datatype code. */
export interface Datatype {
  /** Type of one value. */
  readonly type: VoxelType;
  /** Values side by side in a voxel: 3 for RGB, else 1. */
  readonly values: number;
}

const DATATYPES: Readonly<Record<number, Datatype>> = {
  2: { type: "uint8", values: 1 },
  4: { type: "int16", values: 1 },
  8: { type: "int32", values: 1 },
  16: { type: "float32", values: 1 },
  64: { type: "float64", values: 1 },
  128: { type: "uint8", values: 3 },
  256: { type: "int8", values: 1 },
  512: { type: "uint16", values: 1 },
  768: { type: "uint32", values: 1 },
  1024: { type: "int64", values: 1 },
  1280: { type: "uint64", values: 1 },
  2304: { type: "uint8", values: 4 },
};

/** What the standard has and we do not read, by name. */
const REFUSED: Readonly<Record<number, string>> = {
  0: "no type at all",
  1: "single bits",
  32: "complex64",
  1536: "float128",
  1792: "complex128",
  2048: "complex256",
};

/**
 * What a datatype code stands for.
 *
 * @throws {SyntaxError} for one that is unknown, or that we do not read: the message names it.
 */
export function datatypeOf(code: number, place: number): Datatype {
  const found = DATATYPES[code];
  if (found) return found;
  const name = REFUSED[code] ?? "which the standard does not know";
  const error = new SyntaxError(
    `Cannot decode the NIfTI file: expected real numbers or RGB (datatype ${
      Object.keys(DATATYPES).join(", ")
    }) ` +
      `at byte ${place}, found ${code}: ${name}`,
  );
  throw ofKind("unknown-depth", error);
}

/** The code under which single values of a type are written. */
export function datatypeCode(type: VoxelType): number {
  return Number(
    Object.keys(DATATYPES).find((code) => {
      const known = DATATYPES[Number(code)];
      return known.type === type && known.values === 1;
    }),
  );
}
