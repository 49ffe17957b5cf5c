import type { Triple } from "../../volume/volume.ts";
import type { Box, PreparedPart } from "./prepared_case.ts";

/** The part of a case of `size` that a box has of it; nothing when they do not meet. */
export function within({ from, size: sides }: Box, size: Triple): Box | undefined {
  const first = (k: number) => Math.max(0, from[k]);
  const length = (k: number) => Math.min(size[k], from[k] + sides[k]) - first(k);
  const part: Box = { from: [first(0), first(1), first(2)], size: [length(0), length(1), length(2)] };
  return part.size.every((side) => side > 0) ? part : undefined;
}

/**
 * Puts a part of a case into a patch of zeros, mirrored where `mirrors` says so.
 *
 * @param part What was read of `box`. @param mirrors For each axis 1 or -1, about the patch's middle.
 * @param patch Where the patch lies in the case, and its voxels.
 */
export function copyPatch(
  part: PreparedPart,
  box: Box,
  mirrors: readonly [number, number, number],
  patch: Box,
): { image: Float32Array; labels?: Uint8Array } {
  const [depth, height, width] = patch.size, [d, h, w] = box.size;
  const each = depth * height * width, channels = part.image.length / (d * h * w);
  const image = new Float32Array(channels * each);
  const labels = part.labels && new Uint8Array(each);
  const place = (k: number, i: number) => {
    const at = box.from[k] - patch.from[k] + i;
    return mirrors[k] < 0 ? patch.size[k] - 1 - at : at;
  };
  const start = mirrors[2] < 0 ? place(2, w - 1) : place(2, 0), turned = mirrors[2] < 0;
  for (let c = 0; c <= channels; c++) {
    const from = c < channels ? part.image : part.labels, to = c < channels ? image : labels;
    if (!from || !to) continue;
    const source = c < channels ? c * d * h * w : 0, target = c < channels ? c * each : 0;
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < h; j++) {
        const row = source + (i * h + j) * w,
          at = target + (place(0, i) * height + place(1, j)) * width + start;
        to.set(from.subarray(row, row + w), at);
        if (turned) to.subarray(at, at + w).reverse();
      }
    }
  }
  return labels ? { image, labels } : { image };
}
