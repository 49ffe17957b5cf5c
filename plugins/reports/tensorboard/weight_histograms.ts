import { type Histogram, histogramOf } from "./histogram.ts";

/** A tensor by its path in the network. */
export interface NamedWeights {
  /** Joined by dots, as in `model.encoder.0.conv1.weight`. */
  readonly name: string;
  /** Sides of the tensor. */
  readonly shape: readonly number[];
  /** All of its values. */
  readonly values: Float32Array;
}

/** Parts of a name that make a group. */
const DEPTH = 3;

/**
 * Histograms of the weights of each part of a network, as `weights/model.encoder.0`. Scales, biases and running averages, which
 * are vectors, are left out.
 */
export function weightHistograms(tensors: readonly NamedWeights[]): Record<string, Histogram> {
  const groups = new Map<string, Float32Array[]>();
  for (const { name, shape, values } of tensors) {
    if (shape.length < 2) continue;
    const group = `weights/${name.split(".").slice(0, -1).slice(0, DEPTH).join(".")}`;
    groups.set(group, [...groups.get(group) ?? [], values]);
  }
  return Object.fromEntries([...groups].map(([group, lists]) => [group, histogramOf(lists)]));
}
