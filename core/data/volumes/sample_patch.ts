import type { Triple } from "../../volume/volume.ts";
import { framed } from "./framed.ts";
import type { Box, PreparedPart } from "./prepared_case.ts";
import { mixLabels, mixValues } from "./mix.ts";
import type { SampleGrid } from "./sampled_box.ts";

/**
 * Reads a patch off a grid: linear between voxels for the image, the class of most weight for the labels, which is the largest
 * of the linearly sampled indicators of the classes. What lies outside the case counts as 0.
 *
 * @param part What was read of `box`, which holds all voxels of the case that the grid takes. @param size Voxels of the patch.
 */
export function samplePatch(
  part: PreparedPart,
  box: Box,
  grid: SampleGrid,
  size: Triple,
): { image: Float32Array; labels?: Uint8Array } {
  const [depth, height, width] = size, each = depth * height * width;
  const channels = part.image.length / (box.size[0] * box.size[1] * box.size[2]);
  const { image: values, labels: ids, sides } = framed(part, box.size);
  const image = new Float32Array(channels * each), labels = ids && new Uint8Array(each);
  const row = rowOf(sides, grid.steps[2], width), voxels = sides[0] * sides[1] * sides[2];
  for (let i = 0, at = 0; i < depth; i++) {
    for (let j = 0; j < height; j++, at += width) {
      // One voxel of frame before the box
      const start = (k: number) =>
        grid.origin[k] + i * grid.steps[0][k] + j * grid.steps[1][k] - box.from[k] + 1;
      row.fill(start(0), start(1), start(2));
      for (let c = 0; c < channels; c++) mixValues(row, values, c * voxels, image, c * each + at);
      if (labels) mixLabels(row, ids, labels, at);
    }
  }
  return labels ? { image, labels } : { image };
}

/** One row of a patch: of each voxel that lies within the frame, where the first of its eight neighbours is and how far. */
export interface SampleRow {
  /** Voxels of a plane and of a row of the frame. */
  readonly plane: number;
  readonly line: number;
  /** First and past the last voxel of the row that lies within; the others are outside the case. */
  first: number;
  end: number;
  /** Index of the neighbour before, on all three axes. */
  readonly index: Int32Array;
  /** Part of the way to the next one, 0 to 1, along depth, height and width. */
  readonly fd: Float64Array;
  readonly fh: Float64Array;
  readonly fw: Float64Array;
  /** Works them out for a row that begins at a point of the frame. */
  fill(d: number, h: number, w: number): void;
}

function rowOf([depth, height, width]: Triple, [sd, sh, sw]: Triple, length: number): SampleRow {
  const plane = height * width, index = new Int32Array(length);
  const fd = new Float64Array(length), fh = new Float64Array(length), fw = new Float64Array(length);
  const row: SampleRow = { plane, line: width, first: 0, end: 0, index, fd, fh, fw, fill };
  function fill(d: number, h: number, w: number): void {
    const inside = (t: number) => {
      const pd = d + t * sd, ph = h + t * sh, pw = w + t * sw;
      return pd >= 0 && pd < depth - 1 && ph >= 0 && ph < height - 1 && pw >= 0 && pw < width - 1;
    };
    // A line meets a box in one piece
    let first = 0, end = length;
    while (first < end && !inside(first)) first++;
    while (end > first && !inside(end - 1)) end--;
    row.first = first;
    row.end = end;
    for (let t = first; t < end; t++) {
      const pd = d + t * sd, ph = h + t * sh, pw = w + t * sw;
      const nd = pd | 0, nh = ph | 0, nw = pw | 0;
      index[t] = nd * plane + nh * width + nw;
      fd[t] = pd - nd;
      fh[t] = ph - nh;
      fw[t] = pw - nw;
    }
  }
  return row;
}
