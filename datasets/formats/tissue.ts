import { DataError, type Region } from "@dragsaw/core/data";
import { openImage } from "./pixels.ts";
import { readDefect } from "./read_failure.ts";

/** Where a stained section is on a slide, seen from afar. */
export interface Tissue {
  /** Columns of the image. */
  readonly width: number;
  /** Rows of the image. */
  readonly height: number;
  /** Part of a region that is tissue, 0 to 1. */
  share(region: Region): number;
}

/** One pixel of the overview for so many along each side: JPEG is decoded at an eighth for little. */
const FACTOR = 8;
/** Haematoxylin and eosin both take green; the empty slide stays above. */
const BRIGHTEST = 215;

/**
 * Finds tissue in a picture of a stained section: pixels, averaged over 8 x 8, whose green is below 215 of 255.
 *
 * @throws {DataError} naming the file and the reason.
 */
export async function readTissue(file: string): Promise<Tissue> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await Deno.readFile(file);
    const input = await openImage(bytes);
    const { autoOrient: { width, height } } = await input.metadata();
    const columns = Math.ceil(width / FACTOR), rows = Math.ceil(height / FACTOR);
    const green = await input.removeAlpha().toColourspace("srgb").resize(columns, rows, { fit: "fill" })
      .extractChannel(1).raw({ depth: "uchar" }).toBuffer();
    const share = ([x, y, wide, tall]: Region) => {
      let count = 0, found = 0;
      for (let row = Math.floor(y / FACTOR); row < Math.min(rows, (y + tall) / FACTOR); row++) {
        for (let column = Math.floor(x / FACTOR); column < Math.min(columns, (x + wide) / FACTOR); column++) {
          count++;
          if (green[row * columns + column] < BRIGHTEST) found++;
        }
      }
      return found / count;
    };
    return { width, height, share };
  } catch (cause) {
    throw new DataError([readDefect(file, cause, bytes)], { cause });
  }
}
