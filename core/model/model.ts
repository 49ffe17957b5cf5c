import type { Tensor4D } from "../tensor/tf.ts";
import type { Kind, Kinds } from "../registry/kinds.ts";
import type { Spec } from "../registry/define.ts";
import type { Parameters } from "./parameters.ts";
import type { ReceptiveField } from "./receptive_field.ts";

/** A named place in a network where features can be replaced (refiners) or observed (losses). */
export interface Slot {
  /** Channels of the features there. */
  readonly channels: number;
  /** What of the image one unit sees. `jump` is the stride of the slot in image pixels. */
  readonly field: ReceptiveField;
}

/** The only hook into a network: given the features at a slot, returns those to go on with. */
export interface Tap {
  (slot: string, x: Tensor4D): Tensor4D;
}

/** How a forward pass is run. */
export interface Forward {
  /** Batch statistics and dropout on; running averages updated. */
  readonly training: boolean;
  /** Called once at every slot, in the order data flows. */
  readonly tap: Tap;
  /** Drops units with probability `rate` and scales the rest by 1/(1-rate); the identity when not training. */
  dropout(x: Tensor4D, rate: number): Tensor4D;
}

/** A network from images to logits. */
export interface Model {
  /** Slots by name, in the order data flows. */
  readonly slots: Readonly<Record<string, Slot>>;
  /**
   * Logits `[B, H, W, classes]` at the size of `images` `[B, H, W, channels]`.
   *
   * @throws {RangeError} when height or width does not suit the network; says which sizes do.
   */
  forward(images: Tensor4D, context: Forward): Tensor4D;
}

/** A feature extractor: calls `forward.tap` at its slots and returns features by role. */
export interface Backbone {
  /** Slots by name, in the order data flows. */
  readonly slots: Readonly<Record<string, Slot>>;
  /** Slot-like description of what `forward` returns as `low` (stride 4) and `high` (the output stride). */
  readonly outputs: { readonly low: Slot; readonly high: Slot };
  /** Features of `images`. */
  forward(images: Tensor4D, context: Forward): { low: Tensor4D; high: Tensor4D };
}

/** What networks are built with. */
export interface BuildContext {
  /** Weights are made here; a scope names them. */
  readonly parameters: Parameters;
  /** Classes with background. */
  readonly classes: number;
  /** Channels of the input image. */
  readonly channels: number;
  /** Builds a component named in the options. */
  build<K extends Kind>(kind: K, spec: Spec, context: Kinds[K]["context"]): Kinds[K]["product"];
}
