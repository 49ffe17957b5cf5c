import type { Raster } from "../data/sample.ts";
import type { Volume } from "../volume/volume.ts";

/** Whether pixels are a volume's. */
export function isVolume(pixels: object): pixels is Volume {
  return "affine" in pixels;
}

/** Side of the plane that pictures are compared on. */
export const PLANE = 32;

/**
 * A picture as `PLANE` x `PLANE` means of equal blocks: brightness of an image, the first channel of a volume averaged along z.
 * A side of fewer pixels repeats them.
 *
 * @returns Row-major; NaN where a value is.
 */
export function planeOf(pixels: Raster | Volume): Float64Array {
  const volume = isVolume(pixels);
  const [width, height] = volume ? pixels.size : [pixels.width, pixels.height];
  const at = volume ? projection(pixels) : brightness(pixels);
  const plane = new Float64Array(PLANE * PLANE);
  for (let row = 0; row < PLANE; row++) {
    const [top, bottom] = block(row, height);
    for (let column = 0; column < PLANE; column++) {
      const [left, right] = block(column, width);
      let sum = 0;
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += at(y * width + x);
      plane[row * PLANE + column] = sum / ((bottom - top) * (right - left));
    }
  }
  return plane;
}

/** The pixels that block `i` touches: the same seen from either side, so that mirrored pictures have mirrored planes. */
function block(i: number, side: number): [from: number, to: number] {
  return [Math.floor(i * side / PLANE), Math.ceil((i + 1) * side / PLANE)];
}

function brightness({ channels, data }: Raster): (i: number) => number {
  if (channels === 1) return (i) => data[i];
  return (i) => 0.299 * data[3 * i] + 0.587 * data[3 * i + 1] + 0.114 * data[3 * i + 2];
}

function projection({ size: [width, height, depth], data }: Volume): (i: number) => number {
  const area = width * height, means = new Float64Array(area);
  for (let i = 0; i < area * depth; i++) means[i % area] += Number(data[i]) / depth;
  return (i) => means[i];
}
