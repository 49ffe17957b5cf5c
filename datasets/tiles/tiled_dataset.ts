import {
  type Case,
  crop,
  type Dataset,
  type LabelMap,
  type Raster,
  reduceSample,
  type Region,
  type Sample,
} from "@dragsaw/core/data";
import { readImage } from "../formats/image.ts";
import { readMasks } from "../formats/joined_mask.ts";
import type { MaskRule } from "../formats/mask.ts";
import { examinePair } from "../pairs/examine_pair.ts";
import { pairedDataset, type PairedOptions } from "../pairs/paired_dataset.ts";
import { keepSamples } from "./kept_samples.ts";
import { listTiles, type TileOptions } from "./list_tiles.ts";
import { type ReadRegion, storedSamples } from "./stored_samples.ts";

/** A dataset of large images. */
export interface TiledOptions extends PairedOptions, TileOptions {
  /** Memory for whole images that tiles are cut from, in bytes. */
  readonly keepBytes: number;
  /** Where decoded images are kept on disk; absent: what memory does not hold is decoded for each tile. */
  readonly store?: { readonly folder: string; readonly bytes: number } | undefined;
}

/**
 * A dataset whose training cases are tiles and whose other cases are whole images. Cases without a mask are background all
 * over. @throws {DataError}
 */
export async function tiledDataset(options: TiledOptions): Promise<Dataset> {
  const { tile, rule, cases, defects, context } = options;
  const [training, others] = [cases.filter(isTraining), cases.filter((item) => !isTraining(item))];
  const tiles = context?.casesGiven ? { cases: [], defects: [] } : await listTiles(training, options);
  const whole = pairedDataset({
    ...options,
    cases: [...tiles.cases, ...others],
    defects: [...defects, ...tiles.defects],
  });
  const ofTiles = { ...rule, allow: new Set([...rule.allow, "empty-mask", "full-mask"]) };
  const load = async (item: Case) =>
    item.mask === undefined ? await withoutMask(item.image) : await whole.load(item);
  const cut = tileReader(options, load, ofTiles);
  const read = (item: Case) => item.region ? cut(item, item.region) : load(item);
  return {
    ...whole,
    source:
      `${whole.source}; ${training.length} training images in ${tiles.cases.length} tiles of ${tile} x ${tile}`,
    tile: [tile, tile],
    load: async (item, atLeast) => {
      const sample = await read(item);
      return atLeast ? reduceSample(sample, atLeast) : sample;
    },
    labels: async (item) => (await read(item)).labels!,
    examine: (item) => examinePair(item, item.region ? ofTiles : rule),
  };
}

/** Reads tiles of images that are kept decoded, on disk or in memory, or from their files. */
function tileReader(
  { store, keepBytes, rule }: TiledOptions,
  load: (item: Case) => Promise<Sample>,
  ofTiles: MaskRule,
): ReadRegion {
  if (store) {
    const where = { folder: store.folder, diskBytes: store.bytes, memoryBytes: keepBytes };
    return storedSamples(where, [rule.threshold, [...rule.allow].sort()], load);
  }
  const kept = keepSamples(keepBytes, load);
  return async (item, region) => {
    const known = await kept.get(item);
    return known ? cutSample(known, region) : await readTile(item, region, ofTiles);
  };
}

function isTraining({ split }: Case): boolean {
  return split === "train";
}

async function withoutMask(file: string, region?: Region): Promise<Sample> {
  const image = await readImage(file, 3, region);
  return { image, labels: background(image) };
}

async function readTile(item: Case, region: Region, rule: MaskRule): Promise<Sample> {
  if (item.mask === undefined) return await withoutMask(item.image, region);
  const [image, { labels }] = await Promise.all([
    readImage(item.image, 3, region),
    readMasks([item.mask], rule, region),
  ]);
  return { image, labels };
}

function background({ width, height }: Raster): LabelMap {
  return { width, height, data: new Uint8Array(width * height) };
}

function cutSample({ image, labels }: Sample, region: Region): Sample {
  const [, , width, height] = region, { channels } = image;
  const truth = labels ?? background(image);
  return {
    image: { width, height, channels, data: crop(image, region) },
    labels: { width, height, data: crop({ ...truth, channels: 1 }, region) },
  };
}
