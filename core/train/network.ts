import { uniform } from "../tensor/ops/mod.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor, Tensor4D } from "../tensor/tf.ts";
import type { Forward, Model } from "../model/model.ts";
import type { Refiner } from "../model/refiner.ts";

/** What a pass through a network gives. */
export interface Pass {
  /** `[B, H, W, classes]`. */
  readonly logits: Tensor4D;
  /** Features at the observed slots, after refinement. */
  readonly features: ReadonlyMap<string, Tensor4D>;
  /** Uncertainty `[B, h, w, 1]` in [0, 1] at the refined slots. */
  readonly uncertainty: ReadonlyMap<string, Tensor>;
  /** How it was run, for losses with layers of their own. */
  readonly forward: Forward;
}

/** A model with its refiners. */
export interface Network {
  /** The bare model. */
  readonly model: Model;
  /** Slots where features are replaced. */
  readonly refined: readonly string[];
  /** Runs it. With `key` (int32 [2], this step's draws) as in training, without as in evaluation. */
  run(images: Tensor4D, options?: { key?: Tensor; observe?: ReadonlySet<string> }): Pass;
}

/** Joins a model and its refiners by slot; several refiners at one slot act in their order. */
export function createNetwork(model: Model, refiners: readonly Refiner[]): Network {
  const bySlot = new Map<string, Refiner[]>();
  for (const refiner of refiners) {
    for (const slot of refiner.slots) bySlot.set(slot, [...bySlot.get(slot) ?? [], refiner]);
  }
  return {
    model,
    refined: [...bySlot.keys()],
    run(images, { key, observe } = {}) {
      const features = new Map<string, Tensor4D>();
      const uncertainty = new Map<string, Tensor>();
      let draws = 0;
      const forward: Forward = {
        training: key !== undefined,
        tap(slot, x) {
          for (const refiner of bySlot.get(slot) ?? []) {
            const refined = refiner.apply(slot, x, forward);
            x = refined.features;
            if (refined.uncertainty) uncertainty.set(slot, refined.uncertainty);
          }
          if (observe?.has(slot)) features.set(slot, x);
          return x;
        },
        dropout: (x, rate) => key && rate > 0 ? dropout(x, rate, foldIn(key, draws++)) : x,
      };
      return { logits: model.forward(images, forward), features, uncertainty, forward };
    },
  };
}

/** Key of the n-th random op of a step. */
export function foldIn(key: Tensor, n: number): Tensor {
  return tf.add(key, tf.tensor1d([0, n], "int32"));
}

/** y = x * mask / (1 - rate), mask = 1 with probability 1 - rate. */
function dropout(x: Tensor4D, rate: number, key: Tensor): Tensor4D {
  const mask = uniform(x.shape, key).greaterEqual(rate).cast("float32").div(1 - rate);
  return x.mul(mask) as Tensor4D;
}
