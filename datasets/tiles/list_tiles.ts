import { ahead, type Case, DataError, type Defect, windowsOf } from "@dragsaw/core/data";
import { readTissue } from "../formats/tissue.ts";

/** How images are cut. */
export interface TileOptions {
  /** Side of a tile, pixels. */
  readonly tile: number;
  /** Pixels that neighbours share, below `tile`. */
  readonly overlap: number;
  /** Least part of a tile that is tissue, 0 to 1. */
  readonly tissue: number;
}

/** Overviews made at once: decoding runs on native threads. */
const AHEAD = 4;

/** The tiles of images, as cases `ID@X,Y`, and images that cannot be read or have none. */
export async function listTiles(
  images: readonly Case[],
  { tile, overlap, tissue }: TileOptions,
): Promise<{ cases: Case[]; defects: Defect[] }> {
  const cases: Case[] = [], defects: Defect[] = [];
  for await (const { item, found } of ahead(images, AHEAD, cut)) {
    if (found instanceof DataError) defects.push(...found.defects);
    else if (found.length > 0) cases.push(...found);
    else {
      const reason = `Expected a tile of which ${tissue} is tissue, found none; a lower "tissue" takes more`;
      defects.push({ file: item.image, reason });
    }
  }
  return { cases, defects };

  async function cut(item: Case): Promise<{ item: Case; found: Case[] | DataError }> {
    try {
      const { share, ...size } = await readTissue(item.image);
      const regions = windowsOf(size, [tile, tile], [overlap, overlap]);
      const found = regions.filter((region) => share(region) >= tissue)
        .map((region): Case => ({ ...item, id: `${item.id}@${region[0]},${region[1]}`, region }));
      return { item, found };
    } catch (error) {
      if (error instanceof DataError) return { item, found: error };
      throw error;
    }
  }
}
