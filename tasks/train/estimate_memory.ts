import {
  type Experiment,
  type Features,
  type Forward,
  type RunConfig,
  runModel,
  type Tensor,
  tf,
} from "@dragsaw/core";

/** What a training takes beside the library and Deno, in bytes: an estimate, without what losses compute. */
export interface MemoryEstimate {
  /** Weights, what the optimiser keeps of each, their gradients, and the sums of those that are accumulated. */
  readonly weights: number;
  /** Tensors of the weights' size in that. */
  readonly copies: number;
  /** What a pass over one batch keeps for the gradient, and what regions that run again take besides. */
  readonly activations: number;
}

type Shape = number[];

/** Images that are tried: one has no batch statistics where a map is pooled to a point. */
const TRIED = 2;

/** Kept results, gradients and scratch of a region that runs again, in sizes of its kept results alone. */
const WORKING = 1.25;

/**
 * Estimates memory by a training pass over half the image, op by op: what tfjs keeps of it for the gradient. It changes
 * nothing. Compiled steps keep somewhat less.
 *
 * @param channels Of the image.
 */
export function estimateMemory(
  experiment: Experiment,
  { size, recompute, train: { batchSize, accumulate } }: RunConfig,
  channels: number,
): MemoryEstimate {
  const count = experiment.parameters.all.filter(({ trainable }) => trainable)
    .reduce((sum, { variable }) => sum + variable.size, 0);
  const slots = experiment.optimizer.slots.length;
  const copies = 2 + slots + (accumulate === 1 ? 0 : 1);
  const volume = (size: readonly number[]) => size.reduce((a, b) => a * b, 1);
  const perPixel = (size: readonly number[]) =>
    keptBytes(experiment, recompute, [TRIED, ...size, channels]) / (TRIED * volume(size));
  let bytes: number;
  try {
    bytes = perPixel(size.map((side) => Math.ceil(side / 2)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // a network that wants certain sizes
    bytes = perPixel(size);
  }
  return { weights: 4 * count * copies, copies, activations: bytes * batchSize * volume(size) };
}

/** Bytes kept for the gradient of a pass over images of `shape`. */
function keptBytes(
  { network: { model, refiners }, parameters }: Experiment,
  recompute: RunConfig["recompute"],
  shape: Shape,
): number {
  const weights = parameters.all.map(({ variable }) => variable);
  const { state } = tf.engine(), inputs: Tensor[] = [];
  let working = 0, kept = 0;
  const forward: Forward<Features> = {
    training: true,
    tap: (slot, x) =>
      refiners.filter(({ slots }) => slots.includes(slot)).reduce(
        (x, refiner) => forward.region([slot], [x], ([x]) => refiner.apply(slot, x, forward).features),
        x,
      ),
    dropout: (x, rate) => rate > 0 ? x.mul(tf.onesLike(x)) : x,
    once: () => {},
    region(slots, given, layers) {
      if (recompute !== "all" && !slots.some((slot) => recompute.includes(slot))) {
        return layers(given, forward);
      }
      const start = state.activeTape.length, y = layers(given, forward);
      const saved = savedBy(state.activeTape.splice(start));
      working = Math.max(working, bytesOf(saved, weights));
      tf.dispose(saved);
      inputs.push(...given);
      return y;
    },
  };
  taped(shape, (images) => {
    runModel(model, images, forward);
    kept = bytesOf([...inputs, ...savedBy(state.activeTape)], weights);
  });
  return kept + WORKING * working;
}

/** Runs `fn` on an image as in training; no gradient is taken. */
function taped(shape: Shape, fn: (images: Features) => void): void {
  tf.tidy(() => {
    const images = tf.zeros<tf.Rank>(shape) as Features;
    const nothing = () => {
      fn(images);
      return tf.scalar(0);
    };
    tf.engine().gradients(nothing, [images], tf.scalar(1), true);
  });
}

/** Tensors that are kept for the gradients of these ops. */
function savedBy(ops: ReturnType<typeof tf.engine>["state"]["activeTape"]): Tensor[] {
  return ops.flatMap(({ saved }) => saved ?? []);
}

/** Bytes of tensors, each data counted once, and none that `others` hold. */
function bytesOf(tensors: readonly Tensor[], others: readonly Tensor[]): number {
  const known = new Set(others.map(({ dataId }) => dataId));
  let bytes = 0;
  for (const { dataId, size, dtype } of tensors) {
    if (!known.has(dataId)) bytes += size * tf.util.bytesPerElement(dtype);
    known.add(dataId);
  }
  return bytes;
}
