import type { Triple } from "../../volume/volume.ts";
import type { PreparedPart } from "./prepared_case.ts";

/** A part with one voxel of 0 around it, so that what is sampled there needs no look at borders. */
export function framed(
  { image, labels }: PreparedPart,
  size: Triple,
): { image: Float32Array; labels: Uint8Array | undefined; sides: Triple } {
  const [d, h, w] = size, sides: Triple = [d + 2, h + 2, w + 2];
  const each = sides[0] * sides[1] * sides[2], channels = image.length / (d * h * w);
  const values = new Float32Array(channels * each), ids = labels && new Uint8Array(each);
  for (let row = 0; row < channels * d * h; row++) {
    const j = row % h, i = Math.floor(row / h) % d, c = Math.floor(row / (h * d));
    const at = ((i + 1) * sides[1] + j + 1) * sides[2] + 1;
    values.set(image.subarray(row * w, (row + 1) * w), c * each + at);
    if (c === 0) ids?.set(labels!.subarray(row * w, (row + 1) * w), at);
  }
  return { image: values, labels: ids, sides };
}
