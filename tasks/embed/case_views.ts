import {
  type Case,
  crop,
  DataError,
  type Dataset,
  type LabelMap,
  type Raster,
  type Region,
  windowsOf,
} from "@dragsaw/core";

/** Part of an image as a network sees it at once, with its truth. */
export interface View {
  /** Where it lies in the image. */
  readonly region: Region;
  /** Its pixels. */
  readonly image: Raster;
  /** Its class ids. */
  readonly truth: LabelMap;
}

/**
 * A case as the network gets it in an evaluation: whole, or in windows that do not overlap more than they must.
 *
 * @param window [height, width] in pixels.
 * @throws {DataError} when it cannot be read or has no truth.
 */
export async function caseViews(
  dataset: Dataset,
  item: Case,
  window: readonly [number, number] | undefined,
): Promise<View[]> {
  const { image, labels } = await dataset.load(item);
  if (!labels) throw new DataError([{ file: item.image, reason: "found no mask, units want one" }]);
  const { width, height, channels } = image;
  const regions: Region[] = window ? windowsOf(image, window, [0, 0]) : [[0, 0, width, height]];
  return regions.map((region) => {
    const [, , wide, tall] = region;
    return {
      region,
      image: { width: wide, height: tall, channels, data: crop(image, region) },
      truth: { width: wide, height: tall, data: crop({ ...labels, channels: 1 }, region) },
    };
  });
}
