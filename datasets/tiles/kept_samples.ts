import type { Case, Sample } from "@dragsaw/core/data";

/** Whole images in memory. */
export interface KeptSamples {
  /** The whole sample that a case is a part of; undefined where memory is full and it is not among those kept. */
  get(item: Case): Promise<Sample> | undefined;
}

/**
 * Keeps whole images that tiles are cut from, up to `bytes`. What came first stays, as tiles come in a new order each epoch;
 * when no more fits, tiles of other images have to be read one by one.
 *
 * @param read Reads a case's whole image.
 */
export function keepSamples(bytes: number, read: (item: Case) => Promise<Sample>): KeptSamples {
  const kept = new Map<string, Promise<Sample>>();
  let used = 0, full = bytes <= 0;
  const take = async (item: Case) => {
    try {
      const sample = await read(item);
      const size = sample.image.data.byteLength + (sample.labels?.data.byteLength ?? 0);
      if (used + size <= bytes) used += size;
      else {
        full = true;
        kept.delete(item.image);
      }
      return sample;
    } catch (error) {
      kept.delete(item.image);
      throw error;
    }
  };
  return {
    get(item) {
      if (!kept.has(item.image) && !full) kept.set(item.image, take(item));
      return kept.get(item.image);
    },
  };
}
