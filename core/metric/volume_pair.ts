import type { Volume } from "../volume/volume.ts";
import { labelPair } from "./confusion.ts";
import type { LabelPair } from "./metric.ts";

/** Distance, in parts of a voxel, that corners of two volumes on one grid may lie apart: headers hold 32 bits. */
const APART = 1e-2;

/**
 * A predicted label volume beside the true one, counted, with lengths in mm.
 *
 * @param prediction On the truth's grid. @param truth Its spacing is taken. @param classes Classes with background.
 * @throws {RangeError} when the grids differ, a volume has several channels, or a voxel is no class.
 */
export function volumePair(prediction: Volume, truth: Volume, classes: number): LabelPair {
  refuseOtherGrid(prediction, truth);
  const maps = [classIds(prediction, "prediction", classes), classIds(truth, "truth", classes)] as const;
  return labelPair(...maps, truth.size.toReversed(), classes, truth.spacing.toReversed());
}

function refuseOtherGrid(a: Volume, b: Volume): void {
  const refuse = (what: string, found: readonly number[], wanted: readonly number[]) =>
    new RangeError(
      `Cannot compare label volumes: the prediction has ${what} [${found.join(", ")}], the truth [${
        wanted.join(", ")
      }]`,
    );
  if (a.size.some((side, axis) => side !== b.size[axis])) throw refuse("the size", a.size, b.size);
  const limit = APART * Math.min(...b.spacing);
  for (let corner = 0; corner < 8; corner++) {
    const point = [0, 1, 2].map((axis) => (corner >> axis) & 1 ? b.size[axis] - 1 : 0);
    const apart = [0, 4, 8].map((row) =>
      point.reduce((sum, index, axis) => sum + index * (a.affine[row + axis] - b.affine[row + axis]), 0) +
      a.affine[row + 3] - b.affine[row + 3]
    );
    if (!(Math.hypot(...apart) <= limit)) throw refuse("the affine", a.affine, b.affine);
  }
}

/** Voxels as class ids, without a copy where they are bytes already. */
function classIds({ data, channels, size }: Volume, name: string, classes: number): Uint8Array {
  if (channels !== 1) {
    throw new RangeError(`Cannot compare label volumes: the ${name} has ${channels} channels, wanted 1`);
  }
  if (data instanceof Uint8Array) return data;
  const ids = new Uint8Array(data.length);
  for (let i = 0; i < ids.length; i++) {
    const value = Number(data[i]);
    ids[i] = value;
    if (ids[i] !== value) {
      const [x, y] = size, at = [i % x, Math.floor(i / x) % y, Math.floor(i / (x * y))];
      throw new RangeError(
        `Cannot compare label volumes: the ${name} has ${value} at voxel [${
          at.join(", ")
        }], wanted a whole number from 0 to ${classes - 1}`,
      );
    }
  }
  return ids;
}
