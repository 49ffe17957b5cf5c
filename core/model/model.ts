import type { Tensor4D, Tensor5D } from "../tensor/tf.ts";
import type { Kind, Kinds } from "../registry/kinds.ts";
import type { Spec } from "../registry/define.ts";
import type { Parameters } from "./parameters.ts";
import type { Triple } from "../tensor/backend.ts";
import type { Slot3d } from "./layers/layer3d.ts";
import type { ReceptiveField } from "./receptive_field.ts";
import type { WeightMap } from "../weights/weight_map.ts";

/** What flows through a network: maps `[B, h, w, C]` of images or `[B, d, h, w, C]` of volumes. */
export type Features = Tensor4D | Tensor5D;

/** A named place in a network where features can be replaced (refiners) or observed (losses). */
export interface Slot<F = ReceptiveField> {
  /** Channels of the features there. */
  readonly channels: number;
  /** What of the image one unit sees. `jump` is the stride of the slot in image pixels. One for each axis in a volume. */
  readonly field: F;
}

/** The only hook into a network: given the features at a slot, returns those to go on with. */
export interface Tap<T extends Features = Tensor4D> {
  (slot: string, x: T): T;
}

/** How a forward pass is run. */
export interface Forward<T extends Features = Tensor4D> {
  /** Batch statistics and dropout on; running averages updated. */
  readonly training: boolean;
  /** A {@linkcode Tap}: called once at every slot, in the order data flows. */
  tap(slot: string, x: T): T;
  /** Drops units with probability `rate` and scales the rest by 1/(1-rate); the identity when not training. */
  dropout(x: T, rate: number): T;
  /**
   * Runs the layers that lead to `slots`, all of them at one place. In training they may run again in the backward pass, so
   * that only `inputs` are kept for it: they use their own arguments alone, and call no tap.
   */
  region<I extends readonly T[]>(
    slots: readonly string[],
    inputs: I,
    layers: (inputs: I, forward: Forward<T>) => T,
  ): T;
  /** What layers do beside their result (running averages): done once, though they run again. */
  once(effect: () => void): void;
}

/** The part of a network that published weight files hold. */
export interface BackbonePart {
  /** Scope of its parameters in the model's: their names there start with `scope.`. */
  readonly scope: string;
  /** Its slots, in the order data flows: those of the model that belong to the encoder. */
  readonly slots: Readonly<Record<string, Slot>>;
  /** How its parameters are named in files; `undefined` when none are published. */
  readonly weights?: WeightMap | undefined;
}

/** Axes in space of what a component works on: 2 of images, 3 of volumes. */
export type Axes = 2 | 3;

/** A network from images to logits. */
export interface Model {
  /** Of its input; 2 where absent. */
  readonly axes?: 2;
  /** Its feature extractor, where `init.weights` goes; a network without one takes weights of its own kind only. */
  readonly backbone?: BackbonePart;
  /** Slots by name, in the order data flows. */
  readonly slots: Readonly<Record<string, Slot>>;
  /**
   * Logits `[B, H, W, classes]` at the size of `images` `[B, H, W, channels]`.
   *
   * @throws {RangeError} when height or width does not suit the network; says which sizes do.
   */
  forward(images: Tensor4D, context: Forward): Tensor4D;
}

/** A network from volumes to logits, at several resolutions where it is trained with deep supervision. */
export interface VolumeModel {
  /** Of its input. */
  readonly axes: 3;
  /** No weights of volumes are published. */
  readonly backbone?: never;
  /** Slots by name, in the order data flows. */
  readonly slots: Readonly<Record<string, Slot3d>>;
  /** Voxels between the logits of each resolution, finest first: the first is 1 x 1 x 1. */
  readonly resolutions: readonly Triple[];
  /**
   * Logits `[B, d, h, w, classes]` of `volumes` `[B, D, H, W, channels]` at each resolution.
   *
   * @throws {RangeError} when a side does not suit the network; says which do.
   */
  forward(volumes: Tensor5D, context: Forward<Tensor5D>): Tensor5D[];
}

/** A network, whatever it is fed. */
export type AnyModel = Model | VolumeModel;

/** Axes in space of what a network is fed. */
export function axesOf(model: Pick<AnyModel, "axes">): Axes {
  return model.axes ?? 2;
}

/** A feature extractor: calls `forward.tap` at its slots and returns one map for each stride. */
export interface Backbone {
  /** Slots by name, in the order data flows. */
  readonly slots: Readonly<Record<string, Slot>>;
  /**
   * What `forward` returns, finest first: strides 1 or 2, then twice the one before, without a gap. Where several stages
   * share a stride (the last ones, dilated for a smaller output stride), the deepest of them counts.
   */
  readonly outputs: readonly Slot[];
  /** How its parameters are named in published weight files; `undefined` when none are published. */
  readonly weights?: WeightMap | undefined;
  /** Features of `images`: `[B, ceil(H / stride), ceil(W / stride), channels]` for each of `outputs`. */
  forward(images: Tensor4D, context: Forward): readonly Tensor4D[];
}

/** What networks are built with. */
export interface BuildContext {
  /** Weights are made here; a scope names them. */
  readonly parameters: Parameters;
  /** Classes with background. */
  readonly classes: number;
  /** Channels of the input image. */
  readonly channels: number;
  /** Of the input, where that is known before the network. */
  readonly axes?: Axes | undefined;
  /** Builds a component named in the options. */
  build<K extends Kind>(kind: K, spec: Spec, context: Kinds[K]["context"]): Kinds[K]["product"];
}
