import { dtypeName, DTYPES, type NumericValues, storageOf } from "../dtype.ts";

/** What tfjs hands over for a new tensor. */
export type Values =
  | ArrayBufferView
  | ArrayLike<number | boolean | bigint>
  | readonly (Uint8Array | string)[];

/**
 * Values laid out as TensorFlow wants them: views of the right width go as they are, the rest is converted.
 *
 * An int64 tensor may come as pairs of 32-bit words (tfjs-node's `Int64Scalar`), complex64 as pairs of floats.
 *
 * @param dtype A `TF_DataType` with plain values.
 * @param size Number of elements.
 * @throws {RangeError} when the count of values does not fit `size`.
 */
export function plainBytes(dtype: number, size: number, values: Values): Uint8Array<ArrayBuffer> {
  const { bytes, from } = storageOf(dtype);
  const length = size * bytes;
  const whole = from(new ArrayBuffer(length));
  if (ArrayBuffer.isView(values)) {
    const wordPairs = dtype === DTYPES.int64 && values instanceof Int32Array && values.byteLength === length;
    if (values.constructor === whole.constructor || wordPairs) {
      if (values.byteLength !== length) throw wrongCount(dtype, size, values.byteLength / bytes);
      return new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, length);
    }
  }
  const list = values as ArrayLike<number | boolean | bigint>;
  if (list.length !== whole.length) throw wrongCount(dtype, size, list.length);
  fill(whole, list);
  return new Uint8Array(whole.buffer);
}

function fill(target: NumericValues, list: ArrayLike<number | boolean | bigint>): void {
  if (target instanceof BigInt64Array || target instanceof BigUint64Array) {
    for (let i = 0; i < list.length; i++) target[i] = BigInt(list[i]);
  } else {
    for (let i = 0; i < list.length; i++) target[i] = Number(list[i]);
  }
}

function wrongCount(dtype: number, size: number, found: number): RangeError {
  return new RangeError(`Making a ${dtypeName(dtype)} tensor of ${size} elements: found ${found} values`);
}
