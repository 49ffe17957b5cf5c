import { checkLength, type Size } from "./png.ts";

/**
 * Finds the inner outline of every foreground region: pixels of a class other than 0 with one of their four neighbours of
 * another class or outside the picture.
 *
 * @param labels `height * width` class ids, row-major.
 * @returns Indices into `labels`, ascending.
 * @throws {RangeError} When the length differs from the size.
 */
export function contour(labels: Uint8Array, size: Size): Uint32Array {
  checkLength("trace a contour", labels.length, size, 1);
  const [height, width] = size;
  const found: number[] = [];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const id = labels[i];
      if (id === 0) continue;
      const inside = x > 0 && x < width - 1 && y > 0 && y < height - 1 &&
        labels[i - 1] === id && labels[i + 1] === id && labels[i - width] === id && labels[i + width] === id;
      if (!inside) found.push(i);
    }
  }
  return Uint32Array.from(found);
}
