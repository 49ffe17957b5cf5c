import { type Experiment, type Forward, type RunConfig, tf } from "@dragsaw/core";

/** What a training takes beside the library and Deno, in bytes: an estimate, without what losses compute. */
export interface MemoryEstimate {
  /** Weights, what the optimiser keeps of each, their gradients, and the values that an update puts in their place. */
  readonly weights: number;
  /** Tensors of the weights' size in that. */
  readonly copies: number;
  /** What a forward pass over one batch keeps for the gradient, and what it works with besides. */
  readonly activations: number;
}

type Shape = [number, number, number, number];

/** Images that are tried: one has no batch statistics where a map is pooled to a point. */
const TRIED = 2;

/** Kept results, gradients and scratch of a region that runs again, in sizes of its kept results alone. */
const WORKING = 1.5;

/**
 * Estimates the memory of a training from a forward pass on half the image, op by op, and what tfjs keeps of it for the
 * gradient. Compiled steps keep somewhat less.
 */
export function estimateMemory(
  experiment: Experiment,
  { size: [height, width], recompute, train: { batchSize, accumulate } }: RunConfig,
  channels: number,
): MemoryEstimate {
  const count = experiment.parameters.all.filter(({ trainable }) => trainable)
    .reduce((sum, { variable }) => sum + variable.size, 0);
  const slots = experiment.optimizer.slots.length;
  const copies = accumulate === 1 ? 3 + 2 * slots : 4 + slots;
  const kept = (shape: Shape) => keptBytes(experiment, recompute, shape) / (shape[1] * shape[2]);
  let perPixel: number;
  try {
    perPixel = kept([TRIED, Math.ceil(height / 2), Math.ceil(width / 2), channels]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // a network that wants certain sizes
    perPixel = kept([TRIED, height, width, channels]);
  }
  return {
    weights: 4 * count * copies,
    copies,
    activations: perPixel / TRIED * height * width * batchSize,
  };
}

/** Bytes kept for the gradient of a pass over images of `shape`. */
function keptBytes(
  { network, parameters }: Experiment,
  recompute: RunConfig["recompute"],
  shape: Shape,
): number {
  const weights = parameters.all.map(({ variable }) => variable.dataId);
  let kept = 0, largest = 0;
  taped(shape, (images) => {
    network.run(images, { key: tf.tensor1d([0, 0], "int32") });
    kept = savedSince(0, new Set(weights));
  });
  if (recompute.length === 0) return kept;
  taped(shape, (images) => {
    const forward: Forward = {
      training: true,
      tap: (_slot, x) => x,
      dropout: (x) => x,
      once: () => {},
      region(slots, inputs, layers) {
        const start = tf.engine().state.activeTape.length;
        const y = layers(inputs, forward);
        const again = recompute === "all" || slots.some((slot) => recompute.includes(slot));
        if (again) largest = Math.max(largest, savedSince(start, new Set(weights)));
        return y;
      },
    };
    network.model.forward(images, forward);
  });
  return kept + WORKING * largest;
}

/** Runs `fn` on an image of zeros as in training, and takes no gradient. */
function taped(shape: Shape, fn: (images: ReturnType<typeof tf.zeros<4>>) => void): void {
  tf.tidy(() => {
    const images = tf.zeros(shape) as ReturnType<typeof tf.zeros<4>>;
    const nothing = () => {
      fn(images);
      return tf.scalar(0);
    };
    tf.engine().gradients(nothing, [images], tf.scalar(1), true);
  });
}

/** Bytes of what the tape keeps from its op `start` on; data in `known` is not counted, and none twice. */
function savedSince(start: number, known: Set<object>): number {
  let bytes = 0;
  for (const { saved } of tf.engine().state.activeTape.slice(start)) {
    for (const { dataId, size, dtype } of saved ?? []) {
      if (!known.has(dataId)) bytes += size * tf.util.bytesPerElement(dtype);
      known.add(dataId);
    }
  }
  return bytes;
}
