import { ahead } from "./ahead.ts";
import { assemble, type Batch, type Example, toExample } from "./batch.ts";
import { keepDecoded } from "./cache.ts";
import type { Case, Dataset } from "./dataset.ts";
import type { Normalization } from "./input.ts";
import { LoadError } from "./load_error.ts";
import { stream } from "./random.ts";
import type { Sample } from "./sample.ts";
import type { Transform } from "./transform.ts";

/** Built components that training batches are made from. */
export interface BatchSource {
  /** Where cases are read. */
  readonly dataset: Dataset;
  /** In the order they act. */
  readonly transforms: readonly Transform[];
}

/** How training batches are made. */
export interface BatchSettings {
  /** The network's [height, width]. */
  readonly size: readonly [number, number];
  /** Mean and deviation of the input. */
  readonly normalize: Normalization;
  /** Root of the random streams. */
  readonly seed: number;
  /** Decoded pixels to keep in memory, in bytes. */
  readonly cacheBytes: number;
}

/** Makes the examples of some cases in one epoch, in the order given. */
export interface BatchMaker {
  (epoch: number, cases: readonly Case[]): Promise<Batch>;
}

/** Decoding runs on native threads: enough in work to keep them busy, few enough to bound memory. */
const READS_AHEAD = 4;

/**
 * The pure function behind the loader: what an example looks like depends on the seed, the epoch and its case alone, from
 * `stream(seed, "augment", epoch, case id, position and name of the transform)`.
 *
 * @returns A maker that rejects with {@linkcode LoadError}.
 */
export function createBatchMaker({ dataset, transforms }: BatchSource, settings: BatchSettings): BatchMaker {
  const { size, normalize, seed, cacheBytes } = settings;
  const load = keepDecoded(dataset, cacheBytes);
  const read = async (item: Case) => {
    try {
      return { item, sample: await load(item, size) };
    } catch (cause) {
      throw new LoadError("read", item.id, { cause });
    }
  };
  const augment = ({ id }: Case, sample: Sample, epoch: number): Example => {
    try {
      const draws = transforms.map((transform, i) =>
        transform.draw(stream(seed, "augment", epoch, id, i, transform.name), size)
      );
      return toExample(id, sample, draws, size, normalize);
    } catch (cause) {
      throw new LoadError("augment", id, { cause });
    }
  };
  return async (epoch, cases) => {
    const examples: Example[] = [];
    for await (const { item, sample } of ahead(cases, READS_AHEAD, read)) {
      examples.push(augment(item, sample, epoch));
    }
    return assemble(examples, size);
  };
}
