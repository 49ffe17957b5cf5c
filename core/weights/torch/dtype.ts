/** Element type of a tensor in a weight file, as PyTorch names it. */
export type WeightType =
  | "float64"
  | "float32"
  | "float16"
  | "bfloat16"
  | "int64"
  | "int32"
  | "int16"
  | "int8"
  | "uint8"
  | "bool";

/** Bytes of an element, and how one is read. */
interface Element {
  readonly bytes: number;
  read(view: DataView, at: number): number;
}

/** By type. Whole numbers beyond 2^53 are rounded. */
export const ELEMENTS: Readonly<Record<WeightType, Element>> = {
  float64: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  float32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  float16: { bytes: 2, read: (view, at) => half(view.getUint16(at, true)) },
  bfloat16: { bytes: 2, read: (view, at) => upperHalf(view.getUint16(at, true)) },
  int64: { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  int32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  int16: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  int8: { bytes: 1, read: (view, at) => view.getInt8(at) },
  uint8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  bool: { bytes: 1, read: (view, at) => view.getUint8(at) === 0 ? 0 : 1 },
};

/** Types whose values float32 cannot hold. */
const WIDE: ReadonlySet<WeightType> = new Set(["float64", "int64", "int32"]);

/** An array that holds `size` values of `dtype`. */
export function valuesOf(dtype: WeightType, size: number): Float32Array | Float64Array {
  return WIDE.has(dtype) ? new Float64Array(size) : new Float32Array(size);
}

/** IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1, exponent = bits >> 10 & 31, fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

const word = new DataView(new ArrayBuffer(4));

/** bfloat16: the upper half of a float32. */
function upperHalf(bits: number): number {
  word.setUint16(0, bits);
  return word.getFloat32(0);
}
