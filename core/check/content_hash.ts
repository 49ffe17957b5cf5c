import type { LabelMap, Raster } from "../data/sample.ts";
import type { Volume } from "../volume/volume.ts";
import { isVolume } from "./plane.ts";

/** First 128 bits of SHA-256 over sizes and values, in hexadecimal: the same for the same picture in any file format. */
export async function contentHash(pixels: Raster | LabelMap | Volume): Promise<string> {
  const size = isVolume(pixels) ? pixels.size : [pixels.width, pixels.height];
  const { buffer, byteOffset, byteLength } = pixels.data;
  const values = await crypto.subtle.digest(
    "SHA-256",
    new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength),
  );
  return await textHash(
    `${size.join("x")} ${pixels.data.constructor.name} ${new Uint8Array(values).toHex()}`,
  );
}

/** First 128 bits of SHA-256 of a text, in hexadecimal. */
export async function textHash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).subarray(0, 16).toHex();
}
