import type { FileTensor } from "../weight_file.ts";
import { ELEMENTS, valuesOf, type WeightType } from "./dtype.ts";

/** A run of elements that several tensors may look into. */
export class Storage {
  /**
   * Describes it.
   *
   * @param dtype Type of the elements.
   * @param elements How many there are.
   * @param bytes Gives them, little-endian; refuses the file when they are damaged.
   */
  constructor(readonly dtype: WeightType, readonly elements: number, readonly bytes: () => Uint8Array) {}
}

/** Strides of 0 repeat elements: a few bytes could ask for all memory. */
const MOST_REPEATED = 2 ** 24;

/** A view into a storage: element [i, j, ...] is at offset + i stride0 + j stride1 + ... */
export class StridedTensor implements FileTensor {
  /** Type of its elements. */
  readonly dtype: WeightType;

  /**
   * Checks that the view stays within its storage.
   *
   * @param storage What it looks into.
   * @param offset Its first element.
   * @param shape Sizes of its axes.
   * @param strides Elements between neighbours along each axis.
   * @throws {RangeError} when it does not, or repeats what is there beyond measure.
   */
  constructor(
    private readonly storage: Storage,
    private readonly offset: number,
    readonly shape: readonly number[],
    private readonly strides: readonly number[],
  ) {
    this.dtype = storage.dtype;
    const { elements } = storage, size = sizeOf(shape);
    const last = shape.reduce((at, length, axis) => at + (length - 1) * strides[axis], offset);
    if (size > 0 && (last >= elements || size > Math.max(elements, MOST_REPEATED))) {
      throw new RangeError(
        `found a tensor [${shape}] with strides [${strides}] from element ${offset}, its storage has ${elements}`,
      );
    }
  }

  /** As {@linkcode FileTensor.values} says. */
  values(): Float32Array | Float64Array {
    const { dtype, shape, strides, offset } = this;
    const size = sizeOf(shape), result = valuesOf(dtype, size);
    if (size === 0) return result;
    const bytes = this.storage.bytes(), element = ELEMENTS[dtype];
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    walk(shape, strides, offset, (i, at) => result[i] = element.read(view, at * element.bytes));
    return result;
  }
}

/** Elements of a tensor; `Infinity` beyond 2^53, so that nobody makes room for them. */
export function sizeOf(shape: readonly number[]): number {
  const size = shape.reduce((product, length) => product * length, 1);
  return Number.isSafeInteger(size) ? size : Infinity;
}

/** Strides of a tensor whose elements lie row by row. */
export function rowMajor(shape: readonly number[]): number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
}

/** Visits the elements of a view row by row: number `i` is at `at`. */
export function walk(
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
  visit: (i: number, at: number) => void,
): void {
  const size = sizeOf(shape), index = shape.map(() => 0);
  for (let i = 0, at = offset; i < size; i++) {
    visit(i, at);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis];
      if (++index[axis] < shape[axis]) break;
      at -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
}
