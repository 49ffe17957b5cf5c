import { compile } from "../tensor/compile.ts";
import { resizeBilinear, resizeNearest } from "../tensor/ops/mod.ts";
import type { Tensors } from "../tensor/backend.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor, Tensor4D } from "../tensor/tf.ts";
import type { Network } from "./network.ts";

/** An image as the network takes it. */
export interface NetworkInput {
  /** Normalised `[height, width, channels]`. */
  readonly data: Float32Array;
  /** The network's [height, width]. */
  readonly size: readonly [number, number];
}

/** One image segmented, at the size asked for. */
export interface Segmentation {
  /** Class ids. */
  readonly labels: Uint8Array;
  /** Probability of foreground (1 - background), 0 to 1. */
  readonly probability: Float32Array;
  /** Uncertainty 0 to 1 by name: `prediction` (entropy of the softmax / log classes) and, when asked, one a refined slot. */
  readonly uncertainty: Readonly<Record<string, Float32Array>>;
}

/** How images are segmented. */
export interface SegmentOptions {
  /** `first`: logits resized, then argmax. `after`: argmax, then labels resized by nearest neighbour (method.md 5). */
  readonly resize: "first" | "after";
  /** Average the logits over the four mirrorings. */
  readonly mirror: boolean;
  /** Also give the uncertainty maps of the refined slots. */
  readonly slotMaps: boolean;
}

/** Segments one image and brings the result to `size` [height, width]. */
export interface Segment {
  (input: NetworkInput, size: readonly [number, number]): Promise<Segmentation>;
}

const MIRRORS = [[], [1], [2], [1, 2]];

/**
 * Inference with a network: evaluation statistics, no dropout, no loss.
 *
 * @param network Its weights are read at each call.
 */
export function createSegment(network: Network, { resize, mirror, slotMaps }: SegmentOptions): Segment {
  const pass = compile((inputs: Tensors) => {
    const images = inputs.images as Tensor4D;
    const first = network.run(images);
    const logits = (mirror ? MIRRORS.slice(1) : []).map((axes) =>
      tf.reverse(network.run(tf.reverse(images, axes)).logits as Tensor4D, axes)
    );
    const mean = logits.reduce<Tensor>((sum, x) => sum.add(x), first.logits as Tensor).div(logits.length + 1);
    return { logits: mean, ...(slotMaps ? Object.fromEntries(first.uncertainty) : {}) };
  });
  return async (input, size) => {
    const [height, width] = input.size;
    const images = tf.tensor4d(input.data, [1, height, width, input.data.length / (height * width)]);
    const { logits, ...maps } = await pass({ images }) as Record<string, Tensor4D>;
    const result = tf.tidy(() => ({
      ...decide(logits, size, resize),
      ...Object.fromEntries(
        Object.entries(maps).map(([slot, map]) => [`map:${slot}`, resizeBilinear(map, ...size).flatten()]),
      ),
    })) as Record<string, Tensor>;
    const names = Object.keys(result);
    const values = await Promise.all(names.map((name) => result[name].data()));
    tf.dispose([images, logits, Object.values(maps), Object.values(result)]);
    const read = Object.fromEntries(names.map((name, i) => [name, values[i]]));
    const uncertainty: Record<string, Float32Array> = { prediction: read.entropy as Float32Array };
    for (const slot of Object.keys(maps)) uncertainty[slot] = read[`map:${slot}`] as Float32Array;
    return {
      labels: Uint8Array.from(read.labels),
      probability: read.probability as Float32Array,
      uncertainty,
    };
  };
}

/** Labels, foreground probability and normalised entropy at `size`, each flat. */
function decide(logits: Tensor4D, size: readonly [number, number], resize: "first" | "after"): Tensors {
  const large = resizeBilinear(logits, size[0], size[1]);
  const log = tf.logSoftmax(large);
  const probabilities = log.exp();
  const classes = logits.shape[3];
  const labels = resize === "first"
    ? tf.argMax(large, 3)
    : resizeNearest(tf.argMax(logits, 3).expandDims(3).cast("float32") as Tensor4D, size[0], size[1]);
  return {
    labels: labels.flatten(),
    probability: tf.sub(1, probabilities.slice([0, 0, 0, 0], [-1, -1, -1, 1])).flatten(),
    entropy: probabilities.mul(log).sum(3).neg().div(Math.log(classes)).flatten(),
  };
}
