import { DTYPES, type NumericValues, storageOf } from "../dtype.ts";
import type { TensorFlowC } from "../symbols/mod.ts";
import { readStrings, STRING_BYTES, writeStrings } from "./strings.ts";
import { plainBytes, type Values } from "./values.ts";

/** Sizes as the int64 array that C functions take. */
export function dimensions(shape: readonly number[]): BigInt64Array<ArrayBuffer> {
  const dims = new BigInt64Array(shape.length);
  for (let i = 0; i < shape.length; i++) dims[i] = BigInt(shape[i]);
  return dims;
}

/**
 * Makes a `TF_Tensor` with a copy of the values; the caller deletes it.
 *
 * @throws {RangeError} when the values do not fill the shape, or memory is short.
 */
export function newTensor(
  c: TensorFlowC,
  dtype: number,
  shape: readonly number[],
  values: Values,
): Deno.PointerObject {
  const size = shape.reduce((a, b) => a * b, 1);
  if (dtype === DTYPES.string) {
    const strings = values as readonly (Uint8Array | string)[];
    if (strings.length !== size) {
      throw new RangeError(`Making a string tensor of ${size} elements: found ${strings.length} values`);
    }
    const tensor = allocate(c, dtype, shape, size * STRING_BYTES);
    writeStrings(c, tensor, strings);
    return tensor;
  }
  const bytes = plainBytes(dtype, size, values);
  const tensor = allocate(c, dtype, shape, bytes.byteLength);
  if (bytes.byteLength > 0) {
    new Uint8Array(Deno.UnsafePointerView.getArrayBuffer(c.TF_TensorData(tensor)!, bytes.byteLength)).set(
      bytes,
    );
  }
  return tensor;
}

/** Copies the values of a `TF_Tensor` out. @throws {TypeError} for a resource or variant. */
export function tensorValues(c: TensorFlowC, tensor: Deno.PointerValue): NumericValues | Uint8Array[] {
  const dtype = c.TF_TensorType(tensor);
  const length = Number(c.TF_TensorByteSize(tensor));
  if (dtype === DTYPES.string) return readStrings(c, tensor, length / STRING_BYTES);
  const { from } = storageOf(dtype);
  const copy = new ArrayBuffer(length);
  if (length > 0) new Deno.UnsafePointerView(c.TF_TensorData(tensor)!).copyInto(copy);
  return from(copy);
}

function allocate(
  c: TensorFlowC,
  dtype: number,
  shape: readonly number[],
  bytes: number,
): Deno.PointerObject {
  const tensor = c.TF_AllocateTensor(dtype, dimensions(shape), shape.length, BigInt(bytes));
  if (tensor === null) throw new RangeError(`Making a tensor of ${bytes} bytes: memory is short`);
  return tensor;
}
