import { permutation, stream } from "./random.ts";

/** Where a training step falls and which cases it sees. */
export interface StepOrder {
  /** Pass over the training set, from 0. */
  readonly epoch: number;
  /** Step within the epoch, from 0. */
  readonly position: number;
  /** Indices of the cases of its batch. */
  readonly indices: readonly number[];
}

/** Which cases every step of a training sees. */
export interface Order {
  /** Full batches in one pass; what is left over waits for another epoch's order. */
  readonly stepsPerEpoch: number;
  /** The batch of a step, counted from 0 over all epochs. */
  at(step: number): StepOrder;
}

/**
 * A new order of the cases each epoch, from `stream(seed, "order", epoch)` alone: the batch of any step is known without
 * going through those before it, so that a resumed training goes on with the very batches it would have seen.
 *
 * @param count Training cases. @param batchSize Cases a batch.
 * @throws {RangeError} when the cases do not fill one batch.
 */
export function createOrder(count: number, batchSize: number, seed: number): Order {
  const stepsPerEpoch = Math.floor(count / batchSize);
  if (stepsPerEpoch < 1) {
    throw new RangeError(
      `Cannot fill a batch: found ${count} training cases for batches of ${batchSize}; set train.batchSize (and ` +
        `train.accumulate) so that a batch has at most ${count}`,
    );
  }
  let drawn: { epoch: number; cases: Uint32Array } = { epoch: -1, cases: new Uint32Array() };
  return {
    stepsPerEpoch,
    at(step) {
      const epoch = Math.floor(step / stepsPerEpoch), position = step % stepsPerEpoch;
      if (drawn.epoch !== epoch) drawn = { epoch, cases: permutation(count, stream(seed, "order", epoch)) };
      const indices = [...drawn.cases.subarray(position * batchSize, (position + 1) * batchSize)];
      return { epoch, position, indices };
    },
  };
}
