import type { Batch, Raster } from "@dragsaw/core/data";
import { fullestSlices, greyLevels } from "@dragsaw/core/volume";
import { beside } from "@dragsaw/reports";
import { panel } from "./panels.ts";

/** Pixels between planes. */
const GAP = 4;

/**
 * Three planes of a patch, first channel, with the outline of the truth: across depth, height and width, each where there is most
 * foreground. A voxel is a square, as the network does not know how long its sides are.
 *
 * @param patch A batch of one. @param bright Another, whose values say what is black and white.
 */
export function patchPlanes(patch: Batch, bright: Batch): Raster {
  const { size: [depth, height, width], labels } = patch, ids = Uint8Array.from(labels);
  const [x, y, z] = fullestSlices(ids, [width, height, depth]) ?? [width >> 1, height >> 1, depth >> 1];
  const grey = greyLevels(firstChannel(patch), firstChannel(bright));
  const plane = (rows: number, columns: number, voxel: (row: number, column: number) => number) => {
    const voxels = Array.from(
      { length: rows * columns },
      (_, i) => voxel(Math.floor(i / columns), i % columns),
    );
    const image = Float32Array.from(voxels, (at) => grey[at]),
      truth = Int32Array.from(voxels, (at) => ids[at]);
    return panel({ image, labels: truth }, [rows, columns], 1, Math.max(depth, height, width));
  };
  const at = (d: number, h: number, w: number) => (d * height + h) * width + w;
  return beside([
    plane(height, width, (row, column) => at(z, row, column)),
    plane(depth, width, (row, column) => at(row, y, column)),
    plane(depth, height, (row, column) => at(row, column, x)),
  ], GAP);
}

function firstChannel({ images, channels }: Batch): Float64Array {
  return Float64Array.from({ length: images.length / channels }, (_, i) => images[i * channels]);
}
