/** Arrays by the name of their elements' type. */
export interface ArrayTypes {
  /** 4 bytes each. */
  F32: Float32Array;
  /** 1 byte each. */
  U8: Uint8Array;
  /** 4 bytes each. */
  U32: Uint32Array;
}

/** Type of an array's elements, as safetensors names it. */
export type ElementType = keyof ArrayTypes;

/** An array with the lengths of its axes, the last one fastest. */
export interface ShapedArray {
  /** Lengths of its axes. */
  readonly shape: readonly number[];
  /** As many elements as the product of `shape`. */
  readonly data: ArrayTypes[ElementType];
}

/** What is kept under one key. */
export interface Content {
  /** By name; written in this order. */
  readonly arrays: Readonly<Record<string, ShapedArray>>;
  /** What else there is to know: given back as JSON gives it. */
  readonly notes?: unknown;
}

/** Part of an array: along each axis, where it begins and how far it goes. */
export interface Part {
  /** First index along each axis. */
  readonly from: readonly number[];
  /** Length along each axis. */
  readonly size: readonly number[];
}

/** Bytes of an element. */
export const ELEMENT_BYTES: Readonly<Record<ElementType, number>> = { F32: 4, U8: 1, U32: 4 };

/** Type of an array's elements. */
export function typeOf(data: ArrayTypes[ElementType]): ElementType {
  return data instanceof Float32Array ? "F32" : data instanceof Uint32Array ? "U32" : "U8";
}

/** The bytes of an array, not copied. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayTypes[ElementType]): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** An array of `count` elements, all 0. */
export function emptyArray<T extends ElementType>(type: T, count: number): ArrayTypes[T] {
  const made = type === "F32"
    ? new Float32Array(count)
    : type === "U32"
    ? new Uint32Array(count)
    : new Uint8Array(count);
  return made as ArrayTypes[T];
}
