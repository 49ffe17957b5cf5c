import type { BuildContext, Forward, Model } from "../model/model.ts";
import type { Scalar, Tensor, Tensor4D } from "../tensor/tf.ts";

/** What a loss is built with: losses may have weights of their own (heads that exist in training only). */
export interface LossBuildContext extends BuildContext {
  /** For the geometry of slots. */
  readonly model: Model;
  /** Network input, [height, width] in pixels. */
  readonly size: readonly [number, number];
}

/** What a loss sees of a step. */
export interface LossInput {
  /** `[B, H, W, classes]`. */
  readonly logits: Tensor4D;
  /** Class ids `[B, H, W]`, int32. */
  readonly labels: Tensor;
  /** Features at the slots named in {@linkcode Loss.slots}, after refinement. */
  readonly features: ReadonlyMap<string, Tensor4D>;
  /** The pass they came from. */
  readonly forward: Forward;
  /** Names this step's draws (int32 [2]): for losses that sample at random. */
  readonly key: Tensor;
}

/** One term of the training loss, before its weight. */
export interface Loss {
  /** Slots it observes. */
  readonly slots: readonly string[];
  /** A finite scalar; differentiable. */
  compute(input: LossInput): Scalar;
}
