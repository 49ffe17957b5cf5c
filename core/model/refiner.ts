import type { Tensor, Tensor4D } from "../tensor/tf.ts";
import type { AnyModel, BuildContext, Features, Forward, Model } from "./model.ts";

/** What a refiner is built with. */
export interface RefinerContext<M extends AnyModel = Model> extends BuildContext {
  /** Whose slots it acts on. */
  readonly model: M;
}

/** Replaces the features at its slots; knows slot names only, never the network. */
export interface Refiner<T extends Features = Tensor4D> {
  /** Slots it acts on. */
  readonly slots: readonly string[];
  /** New features of the same shape, and what is worth showing: `uncertainty` [B,h,w,1] or [B,d,h,w,1] in [0, 1]. */
  apply(slot: string, x: T, context: Forward<T>): { features: T; uncertainty?: Tensor };
}
