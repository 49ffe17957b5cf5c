import type { AnyModel, BuildContext, Features, Forward, Model } from "../model/model.ts";
import type { Parameters } from "../model/parameters.ts";
import type { Triple } from "../tensor/backend.ts";
import type { Scalar, Tensor, Tensor4D } from "../tensor/tf.ts";
import type { Network } from "../train/network.ts";

/** What a loss is built with: losses may have weights of their own (heads that exist in training only). */
export interface LossBuildContext<M extends AnyModel = Model> extends BuildContext {
  /** For the geometry of slots. */
  readonly model: M;
  /** Network input: [height, width] in pixels, or [depth, height, width] in voxels. */
  readonly size: SizeOf<M>;
  /** Makes a slow copy of the network, and of heads of the loss; once for a loss. */
  twin<H>(options: TwinOptions<H>): Twin<H>;
}

/** What the input of a network is measured by. */
export type SizeOf<M extends AnyModel> = M extends Model ? readonly [number, number] : Triple;

/** How a twin is made. */
export interface TwinOptions<H> {
  /** Builds heads, as the loss built its own: with the same names and shapes of weights. */
  readonly heads: (parameters: Parameters) => H;
  /**
   * What the copy keeps of each of its weights when an update begins, 0 to 1; the rest comes from the weight itself.
   *
   * @param progress Share of the training that is done.
   */
  readonly momentum: (progress: Scalar) => Scalar | number;
}

/**
 * A copy of the network and of heads whose weights no gradient reaches: equal at the first update, and moving averages of
 * the weights then. To resume they are in the checkpoint; prediction does without.
 */
export interface Twin<H = unknown> {
  /** For {@linkcode LossInput.pass}. */
  readonly network: Network;
  /** What {@linkcode TwinOptions.heads} built on the copy. */
  readonly heads: H;
}

/** What a loss sees of a step; of volumes, each shape has the depth behind the batch. */
export interface LossInput<T extends Features = Tensor4D> {
  /** The step's images, `[B, H, W, channels]`. */
  readonly images: T;
  /** `[B, H, W, classes]`. */
  readonly logits: T;
  /** Logits of the coarser resolutions of a network on volumes, finer before coarser; none of images. */
  readonly coarser: readonly T[];
  /** Class ids `[B, H, W]`, int32. */
  readonly labels: Tensor;
  /** Features at the slots named in {@linkcode Loss.slots}, after refinement. */
  readonly features: ReadonlyMap<string, T>;
  /** Uncertainty `[B, h, w, 1]` in [0, 1] at the slots whose refiner tells it. */
  readonly uncertainty: ReadonlyMap<string, Tensor>;
  /** The pass they came from. */
  readonly forward: Forward<T>;
  /** Names this step's draws (int32 [2]): for losses that sample at random. */
  readonly key: Tensor;
  /** Runs the network once more, on other images: a {@linkcode FurtherPass}. */
  pass(images: T, slots: readonly string[], network?: Network): ReadonlyMap<string, T>;
}

/**
 * A pass beside the one that gives the logits, as in training: refiners, batch statistics, draws of its own. Running
 * averages are of the step's own images alone, however many passes there are.
 */
export interface FurtherPass<T extends Features = Tensor4D> {
  /**
   * @param images `[B, H, W, channels]`.
   * @param slots Whose features are wanted, after refinement.
   * @param network The trained one unless a twin's is given.
   */
  (images: T, slots: readonly string[], network?: Network): ReadonlyMap<string, T>;
}

/** One term of the training loss, before its weight. */
export interface Loss<T extends Features = Tensor4D> {
  /** Slots it observes. */
  readonly slots: readonly string[];
  /** A finite scalar; differentiable. */
  compute(input: LossInput<T>): Scalar;
}
