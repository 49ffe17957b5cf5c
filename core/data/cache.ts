import type { Case, Dataset } from "./dataset.ts";
import type { Sample } from "./sample.ts";

/**
 * Loads cases and keeps what was decoded, up to `bytes`. What came first stays: each epoch goes through all cases in a new
 * order, so that throwing out the least recently used would throw out what is wanted next.
 *
 * @param bytes Limit in bytes of pixels and labels; 0 keeps nothing.
 */
export function keepDecoded(dataset: Dataset, bytes: number): Dataset["load"] {
  const kept = new Map<string, Sample>();
  let used = 0;
  return async (item: Case, atLeast) => {
    const key = `${item.id}@${atLeast?.join("x") ?? "stored"}`;
    const known = kept.get(key);
    if (known) return known;
    const sample = await dataset.load(item, atLeast);
    const size = sample.image.data.byteLength + (sample.labels?.data.byteLength ?? 0);
    if (used + size <= bytes && !kept.has(key)) {
      kept.set(key, sample);
      used += size;
    }
    return sample;
  };
}
