import { createOrder } from "@dragsaw/core/data";

/** What decides which cases a training sees when. */
export interface TrainingOrder {
  /** Training cases. */
  readonly count: number;
  /** Cases in an update of the weights. */
  readonly images: number;
  /** Root of the run's streams. */
  readonly seed: number;
  /** Updates of the whole training. */
  readonly steps: number;
}

/**
 * The first `most` epochs, from 0, in which a training sees a case: an epoch leaves out the cases that do not fill a batch, and
 * the last may be cut short.
 *
 * @param index Of the case among the training cases.
 */
export function epochsOf(
  index: number,
  { count, images, seed, steps }: TrainingOrder,
  most: number,
): number[] {
  const order = createOrder(count, images, seed), epochs: number[] = [];
  for (let step = 0; step < steps && epochs.length < most; step++) {
    const { epoch, indices } = order.at(step);
    if (indices.includes(index)) epochs.push(epoch);
  }
  return epochs;
}
