import type { Defect } from "../data/dataset.ts";
import { isVolume } from "./plane.ts";
import type { Seen } from "./seen.ts";

/** Whether the mask is as large as the image, and turned alike. */
export function checkSizes({ image, mask }: Seen): Defect[] {
  if (!image || !mask) return [];
  const wanted = sizeOf(image.pixels), found = sizeOf(mask.labels);
  const turned = image.stored.orientation, same = turned === mask.stored.orientation;
  const fits = wanted.join() === found.join();
  const file = mask.stored.file;
  if (!fits && !same && image.stored.size.join() === mask.stored.size.join()) {
    const reason = `Expected a mask turned like its image: EXIF (orientation ${turned}) makes the image ` +
      `${wanted.join(" x ")}, the mask is ${found.join(" x ")}`;
    return [{ kind: "exif-rotation", file: image.stored.file, reason }];
  }
  if (!fits) {
    const reason = `Expected the size of its image, ${wanted.join(" x ")}, found ${
      found.join(" x ")
    } (${image.stored.file})`;
    return [{ kind: "size-mismatch", file, reason }];
  }
  if (same) return [];
  const reason =
    `Expected an upright image, found EXIF orientation ${turned}: the mask may be drawn before or after turning`;
  return [{ kind: "exif-orientation", file: image.stored.file, reason }];
}

function sizeOf(pixels: { width: number; height: number } | { size: readonly number[] }): readonly number[] {
  return isVolume(pixels) ? pixels.size : "width" in pixels ? [pixels.width, pixels.height] : pixels.size;
}
