import type { Order } from "../order.ts";
import { permutation, stream } from "../random.ts";

/**
 * Which cases the patches of every step are cut from: all of them once, in a new order, again and again, whatever the size of a
 * batch. Unlike in an order of pictures, a batch may be larger than the training set, and an epoch is a number of steps.
 *
 * @param count Training cases, 1 or more. @param stepsPerEpoch 250 unless given, nnU-Net's.
 */
export function createPatchOrder(
  count: number,
  batchSize: number,
  seed: number,
  stepsPerEpoch = 250,
): Order {
  const rounds = new Map<number, Uint32Array>();
  const round = (n: number): Uint32Array => {
    const known = rounds.get(n) ?? permutation(count, stream(seed, "patch order", n));
    rounds.set(n, known);
    // A batch goes from one round into the next, or several
    if (rounds.size > 2) rounds.delete(Math.min(...rounds.keys()));
    return known;
  };
  return {
    stepsPerEpoch,
    at(step) {
      const indices = Array.from({ length: batchSize }, (_, place) => {
        const n = step * batchSize + place;
        return round(Math.floor(n / count))[n % count];
      });
      return { epoch: Math.floor(step / stepsPerEpoch), position: step % stepsPerEpoch, indices };
    },
  };
}
