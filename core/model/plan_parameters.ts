import { tf } from "../tensor/tf.ts";
import type { Parameters } from "./parameters.ts";

/** A tensor that a network would make. */
export interface PlannedParameter {
  /** Path from the network's root, joined by dots. */
  readonly name: string;
  /** Sizes of its axes. */
  readonly shape: readonly number[];
  /** False for running averages. */
  readonly trainable: boolean;
}

/** Parameters without numbers, and the list of what was asked of them. */
export interface ParameterPlan {
  /** To build a network with that never runs. */
  readonly parameters: Parameters;
  /** What it asked for, in order. */
  readonly planned: readonly PlannedParameter[];
  /** Numbers in the trainable tensors. */
  count(): number;
}

/** Learns the names and shapes of a network's weights without the time and memory that they take. */
export function planParameters(): ParameterPlan {
  const planned: PlannedParameter[] = [];
  // the layers of a network that never runs do not look at it
  const placeholder = tf.tidy(() => tf.variable(tf.scalar(0), false));
  const add = (name: string, shape: readonly number[], trainable: boolean) => {
    if (planned.some((other) => other.name === name)) {
      throw new Error(`Cannot plan parameter "${name}": the name exists`);
    }
    planned.push({ name, shape: [...shape], trainable });
    return placeholder;
  };
  const view = (prefix: string): Parameters => ({
    all: [],
    scope: (name) => view(`${prefix}${name}.`),
    weight: (name, shape) => add(prefix + name, shape, true),
    state: (name, shape) => add(prefix + name, shape, false),
    dispose: () => placeholder.dispose(),
  });
  return {
    parameters: view(""),
    planned,
    count: () =>
      planned.reduce(
        (sum, { shape, trainable }) => sum + (trainable ? shape.reduce((a, b) => a * b, 1) : 0),
        0,
      ),
  };
}
