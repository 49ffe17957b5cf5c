import type { Raster } from "@dragsaw/core/data";
import type { EventPicture } from "./event.ts";

/** A picture for an event file, as JPEG: a tenth of a PNG's bytes. @param raster Three channels, or a file of a picture. */
export async function eventPicture(raster: Raster | string): Promise<EventPicture> {
  const { default: sharp } = await import("sharp");
  const image = typeof raster === "string" ? sharp(raster) : sharp(raster.data, {
    raw: { width: raster.width, height: raster.height, channels: 3 },
    limitInputPixels: false,
  });
  const { data, info: { width, height } } = await image.jpeg({ quality: 88 })
    .toBuffer({ resolveWithObject: true });
  return { width, height, file: new Uint8Array(data) };
}
