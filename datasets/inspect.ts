import { ahead, type Case, DataError, type Dataset, type Defect } from "@dragsaw/core/data";

/** What reading a whole dataset found. */
export interface Inspection {
  /** Cases read, over all splits. */
  readonly cases: number;
  /** Everything wrong, in the order of the cases. */
  readonly defects: readonly Defect[];
  /** Part of foreground in the masks of the good cases, 0 to 1; NaN when there is none. */
  readonly foreground: { readonly least: number; readonly mean: number; readonly most: number };
}

/** How a dataset is inspected. */
export interface InspectOptions {
  /** Cases in work at once; 4 when absent. */
  readonly concurrency?: number;
  /** Told after each case. */
  readonly onProgress?: (done: number, count: number) => void;
  /** Stops between cases. */
  readonly signal?: AbortSignal;
}

/**
 * Reads every image and mask of all splits and collects what is wrong, instead of stopping at the first.
 *
 * @throws whatever is not a {@linkcode DataError}.
 */
export async function inspect(dataset: Dataset, options: InspectOptions = {}): Promise<Inspection> {
  const { concurrency = 4, onProgress, signal } = options;
  const cases = [...dataset.cases("train"), ...dataset.cases("val"), ...dataset.cases("test")];
  const defects: Defect[] = [];
  const shares: number[] = [];
  let done = 0;
  for await (const result of ahead(cases, concurrency, (item) => read(dataset, item))) {
    signal?.throwIfAborted();
    if (typeof result === "number") shares.push(result);
    else defects.push(...result);
    onProgress?.(++done, cases.length);
  }
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const least = shares.length > 0 ? Math.min(...shares) : NaN,
    most = shares.length > 0 ? Math.max(...shares) : NaN;
  return { cases: cases.length, defects, foreground: { least, mean, most } };
}

/** Part of foreground of a case, or what is wrong with it. */
async function read(dataset: Dataset, item: Case): Promise<number | readonly Defect[]> {
  try {
    const { labels } = await dataset.load(item);
    if (!labels) return [{ file: item.image, reason: "Expected a mask, found none" }];
    return labels.data.reduce((sum, id) => sum + (id > 0 ? 1 : 0), 0) / labels.data.length;
  } catch (error) {
    if (error instanceof DataError) return error.defects;
    throw error;
  }
}
