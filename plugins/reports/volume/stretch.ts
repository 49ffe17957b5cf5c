import type { Raster } from "@dragsaw/core/data";
import { shrinkImage } from "../evaluation/shrink.ts";
import type { Size } from "../png.ts";

/** A grey picture at another size: means where it becomes smaller, linear in between where it becomes larger. */
export function stretchImage(image: Raster, [rows, columns]: Size): Raster {
  const small = shrinkImage(image, [Math.min(rows, image.height), Math.min(columns, image.width)]);
  const { height, width, data } = small;
  if (rows === height && columns === width) return small;
  const across = weights(columns, width), drawn = new Uint8Array(rows * columns);
  for (const [row, [top, bottom, down]] of weights(rows, height).entries()) {
    for (const [column, [left, right, along]] of across.entries()) {
      const above = data[top * width + left] * (1 - along) + data[top * width + right] * along;
      const under = data[bottom * width + left] * (1 - along) + data[bottom * width + right] * along;
      drawn[row * columns + column] = Math.round(above * (1 - down) + under * down);
    }
  }
  return { height: rows, width: columns, channels: 1, data: drawn };
}

/** A picture of indices at another size: each that of the pixel in the middle of what it stands for. */
export function stretchIndices(
  indices: Uint32Array,
  [height, width]: Size,
  [rows, columns]: Size,
): Uint32Array {
  const found = new Uint32Array(rows * columns);
  for (let row = 0, i = 0; row < rows; row++) {
    const from = Math.floor((row + .5) * height / rows) * width;
    for (let column = 0; column < columns; column++) {
      found[i++] = indices[from + Math.floor((column + .5) * width / columns)];
    }
  }
  return found;
}

/** For each of `count` pixels its two neighbours among `side`, and the share of the second. */
function weights(count: number, side: number): (readonly [number, number, number])[] {
  return Array.from({ length: count }, (_, i) => {
    const at = Math.min(side - 1, Math.max(0, (i + .5) * side / count - .5)), low = Math.floor(at);
    return [low, Math.min(side - 1, low + 1), at - low] as const;
  });
}
