import type { Raster } from "@dragsaw/core/data";
import type { Size } from "../png.ts";

/** The size that fits into a square of `side`, in proportion; never larger than `size`. */
export function fitted([height, width]: Size, side: number): Size {
  const factor = Math.min(1, side / Math.max(height, width));
  return [Math.max(1, Math.round(height * factor)), Math.max(1, Math.round(width * factor))];
}

/** Every value the mean of the pixels it stands for. @param size At most that of the image. */
export function shrinkImage(image: Raster, size: Size): Raster {
  const { height, width, channels } = image, [rows, columns] = size;
  if (rows === height && columns === width) return image;
  const data = new Uint8Array(rows * columns * channels);
  const sums = new Float64Array(channels);
  for (let row = 0; row < rows; row++) {
    const [top, bottom] = part(row, rows, height);
    for (let column = 0; column < columns; column++) {
      const [left, right] = part(column, columns, width);
      sums.fill(0);
      for (let y = top; y < bottom; y++) {
        for (let i = (y * width + left) * channels; i < (y * width + right) * channels; i += channels) {
          for (let c = 0; c < channels; c++) sums[c] += image.data[i + c];
        }
      }
      const count = (bottom - top) * (right - left), to = (row * columns + column) * channels;
      for (let c = 0; c < channels; c++) data[to + c] = Math.round(sums[c] / count);
    }
  }
  return { height: rows, width: columns, channels, data };
}

/** Every value that of the pixel in the middle of what it stands for: class ids stay class ids. */
export function shrinkMap<T extends Uint8Array | Float32Array>(map: T, from: Size, size: Size): T {
  const [height, width] = from, [rows, columns] = size;
  if (rows === height && columns === width) return map;
  const small = map.slice(0, rows * columns) as T;
  for (let row = 0; row < rows; row++) {
    const y = Math.floor((row + 0.5) * height / rows);
    for (let column = 0; column < columns; column++) {
      small[row * columns + column] = map[y * width + Math.floor((column + 0.5) * width / columns)];
    }
  }
  return small;
}

/** The pixels of a side that one of `count` parts stands for: at least one. */
function part(i: number, count: number, side: number): readonly [number, number] {
  const from = Math.floor(i * side / count);
  return [from, Math.max(from + 1, Math.floor((i + 1) * side / count))];
}
