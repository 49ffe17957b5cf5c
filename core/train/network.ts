import { dropout } from "../tensor/ops/dropout.ts";
import { recomputed } from "../tensor/ops/mod.ts";
import { endPart } from "../tensor/end_part.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor, Tensor4D, Tensor5D } from "../tensor/tf.ts";
import type { AnyModel, Features, Forward } from "../model/model.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { FurtherPass } from "../loss/loss.ts";
import type { Refiner } from "../model/refiner.ts";

/** What a pass through a network gives. */
export interface Pass {
  /** `[B, H, W, classes]`, or `[B, D, H, W, classes]` of volumes. */
  readonly logits: Features;
  /** Logits at the coarser resolutions of a network on volumes, finer before coarser; none of images. */
  readonly coarser: readonly Features[];
  /** Features at the observed slots, after refinement. */
  readonly features: ReadonlyMap<string, Features>;
  /** Uncertainty `[B, h, w, 1]` in [0, 1] at the refined slots. */
  readonly uncertainty: ReadonlyMap<string, Tensor>;
  /** How it was run, for losses with layers of their own. */
  readonly forward: Forward<Features>;
}

/** A model with its refiners. */
export interface Network {
  /** The bare model. */
  readonly model: AnyModel;
  /** What replaces features, in the order in which it acts. */
  readonly refiners: readonly Refiner<Features>[];
  /** Slots where features are replaced. */
  readonly refined: readonly string[];
  /** Runs it. With `key` (int32 [2], this step's draws) as in training, without as in evaluation. */
  run(images: Features, options?: PassOptions): Pass;
}

/** How a pass is made. */
export interface PassOptions {
  /** Names the draws (int32 [2]) of a training pass; absent in evaluation. */
  readonly key?: Tensor;
  /** Slots whose features are wanted. */
  readonly observe?: ReadonlySet<string>;
  /** Leaves running averages as they are: a pass of the same step moves them. */
  readonly further?: boolean;
}

/** The n-th random op of some layers takes the n-th key from `next` on. */
interface Draws {
  readonly key: Tensor | undefined;
  next: number;
}

/**
 * Joins a model and its refiners by slot; several refiners at one slot act in their order.
 *
 * @param recompute Slots whose layers, and refiners, run again in the backward pass: less memory for more time.
 */
export function createNetwork(
  model: AnyModel,
  refiners: readonly Refiner<Features>[],
  recompute: RunConfig["recompute"] = [],
): Network {
  const bySlot = groupBySlot(refiners);
  const again = (slots: readonly string[]) =>
    recompute === "all" || slots.some((slot) => recompute.includes(slot));
  return {
    model,
    refiners,
    refined: [...bySlot.keys()],
    run(images, { key, observe, further = false } = {}) {
      const features = new Map<string, Features>();
      const uncertainty = new Map<string, Tensor>();
      const draws: Draws = { key, next: 0 };
      const forward: Forward<Features> = {
        ...layersForward(draws),
        tap(slot, x) {
          endPart(slot);
          for (const refiner of bySlot.get(slot) ?? []) x = refine(refiner, slot, x, forward, uncertainty);
          if (bySlot.has(slot)) endPart(`${slot} refiner`);
          if (observe?.has(slot)) features.set(slot, x);
          return x;
        },
        region(slots, inputs, layers) {
          if (!key) return layers(inputs, forward);
          return again(slots)
            ? repeatable({ key, next: draws.next }, forward, inputs, layers)
            : layers(gathered(inputs), forward);
        },
        once: (effect) => further ? undefined : effect(),
      };
      const [logits, ...coarser] = runModel(model, images, forward);
      endPart("logits");
      return { logits, coarser, features, uncertainty, forward };
    },
  };
}

/**
 * Logits at every resolution, finest first; of images there is one. A pass has features of one rank throughout: that of what it is
 * given.
 */
export function runModel(model: AnyModel, images: Features, forward: Forward<Features>): readonly Features[] {
  return model.axes === 3
    ? model.forward(images as Tensor5D, forward as Forward<Tensor5D>)
    : [model.forward(images as Tensor4D, forward as Forward)];
}

function groupBySlot(
  refiners: readonly Refiner<Features>[],
): ReadonlyMap<string, readonly Refiner<Features>[]> {
  const bySlot = new Map<string, Refiner<Features>[]>();
  for (const refiner of refiners) {
    for (const slot of refiner.slots) bySlot.set(slot, [...bySlot.get(slot) ?? [], refiner]);
  }
  return bySlot;
}

/** Features as `refiner` has them, whose map goes to `uncertainty`. */
function refine(
  refiner: Refiner<Features>,
  slot: string,
  x: Features,
  forward: Forward<Features>,
  uncertainty: Map<string, Tensor>,
): Features {
  return forward.region([slot], [x], ([x], forward) => {
    const refined = refiner.apply(slot, x, forward), map = refined.uncertainty;
    if (map) forward.once(() => uncertainty.set(slot, map));
    return refined.features;
  });
}

/** Layers that run again in the backward pass, from the same draws on. */
function repeatable<I extends readonly Features[]>(
  { key, next }: { readonly key: Tensor; readonly next: number },
  forward: Forward<Features>,
  inputs: I,
  layers: (inputs: I, forward: Forward<Features>) => Features,
): Features {
  // The key waits with the inputs: masks that are drawn early would be kept all the while.
  return recomputed([key, ...inputs], ([key, ...xs], again) => {
    const run = again ? repeated({ key, next }) : forward;
    return layers(xs as unknown as I, run);
  });
}

/** `inputs` whose gradients from one region are summed before others are added, as where it is recomputed: the same bits. */
function gathered<I extends readonly Features[]>(inputs: I): I {
  return inputs.map((x) => x.clone()) as unknown as I;
}

/** How layers see a pass, whichever time they run. */
function layersForward(draws: Draws): Pick<Forward<Features>, "training" | "dropout"> {
  const { key } = draws;
  return {
    training: key !== undefined,
    dropout: (x, rate) => key && rate > 0 ? dropout(x, rate, foldIn(key, draws.next++)) : x,
  };
}

/** The pass as layers see it when they run again: the same numbers, and nothing else happens. */
function repeated(draws: Draws): Forward<Features> {
  const forward: Forward<Features> = {
    ...layersForward(draws),
    tap(slot) {
      throw new Error(`Cannot tap slot "${slot}" inside a region: call the tap behind it`);
    },
    region: (_slots, inputs, layers) => layers(inputs, forward),
    once: () => {},
  };
  return forward;
}

/** Further passes of the step that `key` names, by `network` unless another is given; each draws for itself. */
export function furtherPasses(network: Network, key: Tensor): FurtherPass<Features> {
  let passes = 0;
  return (images, slots, through = network) => {
    // The other half of the key: the draws of one pass may not run into those of the next.
    const own = tf.add(key, tf.tensor1d([++passes, 0], "int32"));
    return through.run(images, { key: own, observe: new Set(slots), further: true }).features;
  };
}

/** Key of the n-th random op of a step. */
export function foldIn(key: Tensor, n: number): Tensor {
  return tf.add(key, tf.tensor1d([0, n], "int32"));
}
