import type { Spec } from "../registry/define.ts";
import { type Batch, joinParts } from "./batch.ts";
import type { Case } from "./dataset.ts";
import type { Normalization } from "./input.ts";
import { inlineLanes } from "./lanes.ts";
import type { BatchSource } from "./maker.ts";
import { createOrder } from "./order.ts";
import type { SourceSpec } from "./worker_protocol.ts";
import { workerLanes } from "./worker_pool.ts";

/** What training batches are loaded from and how. */
export interface LoaderOptions {
  /** Config of the dataset. */
  readonly dataset: Spec;
  /** Training cases, in the dataset's order. */
  readonly cases: readonly Case[];
  /** Configs of the transforms, in the order they act. */
  readonly augment: readonly Spec[];
  /** Images a batch. */
  readonly batchSize: number;
  /** The network's [height, width]. */
  readonly size: readonly [number, number];
  /** Mean and deviation of the input. */
  readonly normalize: Normalization;
  /** Root of the random streams. */
  readonly seed: number;
  /** Steps of the training: nothing is prefetched beyond; absent for no end. */
  readonly steps?: number;
  /** Batches made ahead of the one asked for, 0 or more. */
  readonly prefetch: number;
  /** Data workers; 0 makes batches on the calling thread, which a blocking step holds up. */
  readonly workers: number;
  /** Decoded pixels kept in memory by all workers together, in MiB; 512 when absent. */
  readonly cacheMegabytes?: number;
  /** Modules of plugins beyond the built-in ones, for the workers. */
  readonly plugins?: readonly string[];
  /** Starts a worker that runs `serveBatches`; wanted when `workers` is above 0. */
  readonly spawn?: () => Worker;
  /** Builds dataset and transforms on the calling thread; wanted when `workers` is 0. */
  readonly open?: (spec: SourceSpec) => Promise<BatchSource>;
}

/** Training batches by step. */
export interface Loader {
  /** Full batches in an epoch. */
  readonly stepsPerEpoch: number;
  /**
   * The batch of a step, counted from 0: a function of the config, the seed and the step alone. Steps are best asked for in
   * their order, from any start.
   *
   * @throws {LoadError} naming case, stage and cause.
   */
  batch(step: number): Promise<Batch>;
  /** Ends the workers; batches not yet made are given up. */
  close(): void;
}

/**
 * Opens a loader. Every case belongs to one worker, which keeps it decoded; a batch is put together from the parts, so that
 * its bytes do not depend on the number of workers.
 *
 * @throws {RangeError} when the cases do not fill a batch, or `spawn` or `open` is missing where it is wanted.
 */
export function createLoader(options: LoaderOptions): Loader {
  const { cases, batchSize, seed, prefetch, steps = Infinity } = options;
  const order = createOrder(cases.length, batchSize, seed);
  const { lanes, wait, close } = options.workers > 0 ? workerLanes(options) : inlineLanes(options);
  const started = new Map<number, Promise<Batch>>();

  const start = (step: number): Promise<Batch> => {
    const { epoch, indices } = order.at(step);
    const parts = lanes.map((lane, n) => {
      const places = indices.flatMap((index, place) => index % lanes.length === n ? [place] : []);
      const made = places.length > 0
        ? lane.make(step, epoch, places.map((place) => cases[indices[place]]))
        : undefined;
      return { places, made };
    }).filter(({ made }) => made);
    const joined = Promise.all(parts.map(async ({ places, made }) => ({ places, batch: await made! }))).then(
      joinParts,
    );
    // It is awaited when its step comes; until then a failure must not count as unhandled.
    joined.catch(() => {});
    return joined;
  };

  return {
    stepsPerEpoch: order.stepsPerEpoch,
    batch(step) {
      for (const old of started.keys()) if (old < step || old > step + prefetch) started.delete(old);
      for (let next = step; next <= step + prefetch && (next < steps || next === step); next++) {
        if (!started.has(next)) started.set(next, start(next));
      }
      const wanted = started.get(step)!;
      started.delete(step);
      return wait(wanted);
    },
    close,
  };
}
