import { stream } from "../data/random.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor, Variable } from "../tensor/tf.ts";

/** How a weight starts; numbers come from the stream (seed, "init", name), so they depend on nothing else. */
export type Init =
  | { readonly kind: "zeros" }
  | { readonly kind: "ones" }
  /** Normal with variance 2 / fan (He et al. 2015); `fan` is the number of inputs (or outputs) of a unit. */
  | { readonly kind: "he"; readonly fan: number }
  /** Normal with the given standard deviation. */
  | { readonly kind: "normal"; readonly deviation: number };

/** One named tensor of a network. */
export interface Parameter {
  /** Path from the network's root, joined by dots. */
  readonly name: string;
  /** Holds the value. */
  readonly variable: Variable;
  /** False for running averages. */
  readonly trainable: boolean;
}

/** Makes and names the weights of a network. A scope shares the list of its parent. */
export interface Parameters {
  /** Everything made so far, in the order it was made. */
  readonly all: readonly Parameter[];
  /** A view that puts `name.` before every name. */
  scope(name: string | number): Parameters;
  /** A trainable tensor. @throws {Error} when the name exists. */
  weight(name: string, shape: readonly number[], init: Init): Variable;
  /** A tensor that training keeps but no gradient reaches (running averages). @throws {Error} when the name exists. */
  state(name: string, shape: readonly number[], value: number): Variable;
  /** Frees every tensor made here. */
  dispose(): void;
}

function initial(name: string, shape: readonly number[], init: Init, seed: number): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const values = new Float32Array(size);
  if (init.kind === "ones") values.fill(1);
  if (init.kind === "he" || init.kind === "normal") {
    const deviation = init.kind === "he" ? Math.sqrt(2 / init.fan) : init.deviation;
    const random = stream(seed, "init", name);
    for (let i = 0; i < size; i++) values[i] = deviation * random.normal();
  }
  // By an op, so that the backend takes the values now: waiting here they would be a second copy of the network.
  return tf.tidy(() => tf.mul(tf.tensor(values, [...shape], "float32"), 1));
}

/**
 * An empty set of parameters whose initial values follow from `seed`.
 *
 * @param seed Root of the random streams.
 */
export function createParameters(seed: number): Parameters {
  const all: Parameter[] = [];
  const names = new Set<string>();
  const add = (name: string, value: Tensor, trainable: boolean): Variable => {
    if (names.has(name)) throw new Error(`Cannot make parameter "${name}": the name exists`);
    names.add(name);
    const variable = tf.variable(value, trainable);
    value.dispose();
    all.push({ name, variable, trainable });
    return variable;
  };
  const view = (prefix: string): Parameters => ({
    all,
    scope: (name) => view(`${prefix}${name}.`),
    weight: (name, shape, init) => add(prefix + name, initial(prefix + name, shape, init, seed), true),
    state: (name, shape, value) => add(prefix + name, tf.fill([...shape], value), false),
    dispose: () => all.forEach(({ variable }) => variable.dispose()),
  });
  return view("");
}
