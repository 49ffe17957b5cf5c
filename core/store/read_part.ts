import {
  type ArrayTypes,
  bytesOf,
  ELEMENT_BYTES,
  type ElementType,
  emptyArray,
  type Part,
} from "./arrays.ts";
import { type ArrayLayout, PAGE } from "./layout.ts";
import type { Pages } from "./pages.ts";

/**
 * Reads part of an array, row by row along its last axis.
 *
 * @throws {RangeError} when the part is not within the array.
 */
export function readPart<T extends ElementType>(
  pages: Pages,
  { type, shape }: ArrayLayout & { readonly type: T },
  part: Part,
): ArrayTypes[T] {
  refuseOutside(shape, part);
  const rank = shape.length, width = ELEMENT_BYTES[type];
  const count = part.size.reduce((a, b) => a * b, 1), out = emptyArray(type, count);
  // What is whole along the last axes is one run of bytes
  let axis = rank - 1, run = width * (part.size[axis] ?? 1);
  while (axis > 0 && part.size[axis] === shape[axis]) run *= part.size[--axis];
  const strides = shape.map((_, k) => shape.slice(k + 1).reduce((a, b) => a * b, width));
  const target = bytesOf(out), index = part.size.map(() => 0);
  if (count === 0) return out;
  pages.during((page) => {
    for (let at = 0; at < target.length; at += run) {
      copyRun(page, strides.reduce((sum, s, k) => sum + s * (part.from[k] + index[k]), 0), target, at, run);
      for (let k = axis - 1; k >= 0 && ++index[k] === part.size[k]; k--) index[k] = 0;
    }
  });
  return out;
}

/** Copies bytes that may begin in one page and end in another. */
function copyRun(
  page: (index: number) => Uint8Array,
  from: number,
  target: Uint8Array,
  at: number,
  length: number,
): void {
  for (let done = 0; done < length;) {
    const start = (from + done) % PAGE, take = Math.min(length - done, PAGE - start);
    target.set(page(Math.floor((from + done) / PAGE)).subarray(start, start + take), at + done);
    done += take;
  }
}

function refuseOutside(shape: readonly number[], { from, size }: Part): void {
  const whole = (n: number) => Number.isSafeInteger(n) && n >= 0;
  const fits = from.length === shape.length && size.length === shape.length && from.every(whole) &&
    size.every(whole) && shape.every((side, k) => from[k] + size[k] <= side);
  if (fits) return;
  throw new RangeError(
    `Cannot read part of an array of [${shape.join(", ")}]: found [${size.join(", ")}] from [${
      from.join(", ")
    }]`,
  );
}
