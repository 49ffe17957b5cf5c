import type { PreparedCase } from "../../data/volumes/prepared_case.ts";
import type { Triple } from "../../volume/volume.ts";

/** The image of a case as networks see it, all of it in memory. */
export type PreparedImage = Pick<PreparedCase, "size" | "channels" | "image">;

/**
 * A patch of an image, 0 where it stands out.
 *
 * @param from Its first voxel along depth, height and width; may lie outside. @param patch Its voxels along them.
 * @param out `[depth, height, width, channels]`, all of which is written.
 */
export function cutPatch(
  { size, channels, image }: PreparedImage,
  [z, y, x]: Triple,
  patch: Triple,
  out: Float32Array,
): void {
  const [depth, height, width] = size, each = depth * height * width;
  const first = Math.max(0, -x), last = Math.min(patch[2], width - x);
  out.fill(0);
  for (let d = Math.max(0, -z); d < Math.min(patch[0], depth - z); d++) {
    for (let h = Math.max(0, -y); h < Math.min(patch[1], height - y); h++) {
      const from = ((z + d) * height + y + h) * width + x, to = (d * patch[1] + h) * patch[2];
      for (let c = 0; c < channels; c++) {
        for (let w = first; w < last; w++) out[(to + w) * channels + c] = image[c * each + from + w];
      }
    }
  }
}
