import { ahead } from "./ahead.ts";
import { type Batch, emptyBatch, type Example, exampleAt, writeExample } from "./batch.ts";
import { keepDecoded } from "./cache.ts";
import type { Case, Dataset } from "./dataset.ts";
import { drawAll } from "./draw_all.ts";
import type { Normalization } from "./input.ts";
import { LoadError } from "./load_error.ts";
import type { Sample } from "./sample.ts";
import type { Transform } from "./transform.ts";
import { createPatchMaker } from "./volumes/patch_maker.ts";
import type { PreparedReader } from "./volumes/prepared_case.ts";
import type { AnyTransform, VolumeTransform } from "./volumes/volume_transform.ts";

/** Built components that training batches are made from. */
export interface BatchSource {
  /** Where cases are read. */
  readonly dataset: Dataset;
  /** In the order they act. */
  readonly transforms: readonly AnyTransform[];
  /** Opens a prepared case, where cases are volumes. */
  readonly prepared?: (item: Case) => Promise<PreparedReader>;
}

/** How training batches are made. */
export interface BatchSettings {
  /** The network's [height, width], or [depth, height, width] of patches. */
  readonly size: readonly number[];
  /** Mean and deviation of the input. */
  readonly normalize: Normalization;
  /** Root of the random streams. */
  readonly seed: number;
  /** Decoded pixels to keep in memory, in bytes. */
  readonly cacheBytes: number;
  /** Images of a whole batch. */
  readonly batchSize: number;
}

/** Where a part of a batch belongs. */
export interface BatchPlaces {
  /** Of the batch, from 0. */
  readonly step: number;
  /** Pass over the training set, from 0. */
  readonly epoch: number;
  /** Of each case in the whole batch. */
  readonly places: readonly number[];
  /** The whole batch in memory that threads share: examples are written to their places in it. */
  readonly whole?: Batch | undefined;
}

/** Makes a part of a batch, examples in the order of the cases given; the whole one, where that is given to write into. */
export interface BatchMaker {
  (at: BatchPlaces, cases: readonly Case[]): Promise<Batch>;
}

/**
 * Makes batches of pictures or, where the source opens prepared cases, of patches of volumes.
 *
 * @returns A maker that rejects with {@linkcode LoadError}.
 */
export function createBatchMaker(source: BatchSource, settings: BatchSettings): BatchMaker {
  const { prepared, transforms } = source, { size, seed, batchSize } = settings;
  if (!prepared) return createImageMaker(source, settings);
  const make = createPatchMaker({
    open: prepared,
    transforms: transforms as readonly VolumeTransform[],
    patch: [size[0], size[1], size[2]],
    batchSize,
    seed,
  });
  return ({ step, places }, cases) => make(step, cases, places);
}

/** Decoding runs on native threads: enough in work to keep them busy, few enough to bound memory. */
const READS_AHEAD = 4;

/**
 * The pure function behind the loader: what an example looks like depends on the seed, the epoch and its case alone
 * ({@linkcode drawAll}).
 *
 * @returns A maker that rejects with {@linkcode LoadError}.
 */
function createImageMaker(source: BatchSource, settings: BatchSettings): BatchMaker {
  const { dataset } = source, transforms = source.transforms as readonly Transform[];
  const { normalize, seed, cacheBytes } = settings, [height, width] = settings.size;
  const size = [height, width] as const;
  const load = keepDecoded(dataset, cacheBytes);
  const read = async (item: Case) => {
    try {
      return { item, sample: await load(item, size) };
    } catch (cause) {
      throw new LoadError("read", item.id, { cause });
    }
  };
  const augment = ({ id }: Case, sample: Sample, epoch: number, into: Example): void => {
    try {
      const draws = drawAll(transforms, { seed, epoch, id }, sample.labels, size);
      writeExample(id, sample, draws, size, normalize, into);
    } catch (cause) {
      throw new LoadError("augment", id, { cause });
    }
  };
  return async ({ epoch, places, whole }, cases) => {
    const batch = whole ?? emptyBatch(cases.map(({ id }) => id), size, normalize.mean.length);
    let done = 0;
    for await (const { item, sample } of ahead(cases, READS_AHEAD, read)) {
      augment(item, sample, epoch, exampleAt(batch, whole ? places[done] : done));
      done++;
    }
    return batch;
  };
}
