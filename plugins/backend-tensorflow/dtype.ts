/** `TF_DataType` codes by name. */
export const DTYPES = {
  float32: 1,
  float64: 2,
  int32: 3,
  uint8: 4,
  int16: 5,
  int8: 6,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  uint16: 17,
  float16: 19,
  resource: 20,
  variant: 21,
  uint32: 22,
  uint64: 23,
} as const;

/** Name of a TensorFlow data type. */
export type DTypeName = keyof typeof DTYPES;

/** Plain values as they cross into JavaScript: complex64 as pairs, bfloat16 and float16 as raw bits. */
export type NumericValues =
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>;

interface Storage {
  readonly bytes: number;
  readonly from: (buffer: ArrayBuffer) => NumericValues;
}

const STORAGE: Readonly<Record<number, Storage>> = {
  [DTYPES.float32]: { bytes: 4, from: (b) => new Float32Array(b) },
  [DTYPES.float64]: { bytes: 8, from: (b) => new Float64Array(b) },
  [DTYPES.int32]: { bytes: 4, from: (b) => new Int32Array(b) },
  [DTYPES.uint8]: { bytes: 1, from: (b) => new Uint8Array(b) },
  [DTYPES.int16]: { bytes: 2, from: (b) => new Int16Array(b) },
  [DTYPES.int8]: { bytes: 1, from: (b) => new Int8Array(b) },
  [DTYPES.complex64]: { bytes: 8, from: (b) => new Float32Array(b) },
  [DTYPES.int64]: { bytes: 8, from: (b) => new BigInt64Array(b) },
  [DTYPES.bool]: { bytes: 1, from: (b) => new Uint8Array(b) },
  [DTYPES.bfloat16]: { bytes: 2, from: (b) => new Uint16Array(b) },
  [DTYPES.uint16]: { bytes: 2, from: (b) => new Uint16Array(b) },
  [DTYPES.float16]: { bytes: 2, from: (b) => new Uint16Array(b) },
  [DTYPES.uint32]: { bytes: 4, from: (b) => new Uint32Array(b) },
  [DTYPES.uint64]: { bytes: 8, from: (b) => new BigUint64Array(b) },
};

/** Name of a `TF_DataType`, for messages. */
export function dtypeName(dtype: number): string {
  return Object.entries(DTYPES).find(([, code]) => code === dtype)?.[0] ?? `TF_DataType ${dtype}`;
}

/**
 * How values of a dtype lie in memory.
 *
 * @throws {TypeError} when the dtype has no plain values (string, resource, variant).
 */
export function storageOf(dtype: number): Storage {
  const storage = STORAGE[dtype];
  if (storage === undefined) throw new TypeError(`${dtypeName(dtype)} has no plain values to copy`);
  return storage;
}
