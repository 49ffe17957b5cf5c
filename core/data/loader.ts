import type { Spec } from "../registry/define.ts";
import { type Batch, emptyBatch, joinParts } from "./batch.ts";
import type { Case } from "./dataset.ts";
import type { Normalization } from "./input.ts";
import { type BatchLane, inlineLanes } from "./lanes.ts";
import type { OpenSource } from "./serve_batches.ts";
import type { BatchPlaces } from "./maker.ts";
import { createOrder } from "./order.ts";
import { createPatchOrder } from "./volumes/patch_order.ts";
import type { PreparedSpec } from "./worker_protocol.ts";
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
  /** The network's [height, width], or [depth, height, width]. */
  readonly size: readonly number[];
  /** Mean and deviation of the input. */
  readonly normalize: Normalization;
  /** How cases are prepared, where they are volumes: batches are patches of them then. */
  readonly prepared?: PreparedSpec;
  /** Steps of an epoch of patches; 250 unless given. */
  readonly stepsPerEpoch?: number;
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
  /** Plugins beyond the built-in ones that the workers import, as the config lists them. */
  readonly plugins?: readonly string[];
  /** Starts a worker that runs `serveBatches`; wanted when `workers` is above 0. */
  readonly spawn?: () => Worker;
  /** Builds dataset and transforms on the calling thread; wanted when `workers` is 0. */
  readonly open?: OpenSource;
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
  const { cases, batchSize, seed, prefetch, prepared, stepsPerEpoch, steps = Infinity } = options;
  const order = prepared
    ? createPatchOrder(cases.length, batchSize, seed, stepsPerEpoch)
    : createOrder(cases.length, batchSize, seed);
  const { lanes, wait, close } = options.workers > 0 ? workerLanes(options) : inlineLanes(options);
  const started = new Map<number, Promise<Batch>>();

  const start = (step: number): Promise<Batch> => {
    const { epoch, indices } = order.at(step);
    const made = makeBatch(lanes, options, { step, epoch }, indices);
    // It is awaited when its step comes; until then a failure must not count as unhandled.
    made.catch(() => {});
    return made;
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

/** Each lane makes the examples of its own cases: pictures into memory that all share, others apart, to be joined. */
async function makeBatch(
  lanes: readonly BatchLane[],
  { cases, size, normalize, prepared }: LoaderOptions,
  at: Omit<BatchPlaces, "places" | "whole">,
  indices: readonly number[],
): Promise<Batch> {
  const whole = lanes.length > 1 && !prepared
    ? emptyBatch(indices.map((index) => cases[index].id), size, normalize.mean.length, true)
    : undefined;
  const parts = lanes.flatMap((lane, n) => {
    const places = indices.flatMap((index, place) => index % lanes.length === n ? [place] : []);
    if (places.length === 0) return [];
    const made = lane.make({ ...at, places, whole }, places.map((place) => cases[indices[place]]));
    return [made.then((batch) => ({ places, batch }))];
  });
  const done = await Promise.all(parts);
  return whole ?? joinParts(done);
}
