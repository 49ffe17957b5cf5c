import type { Tensors } from "./backend.ts";
import { differentiable } from "./ops/differentiable.ts";
import { innerGradients } from "./ops/inner_gradients.ts";
import { currentBackend } from "./select.ts";
import { type Tensor, tf } from "./tf.ts";

/**
 * fused(name, fn)(inputs) = fn(inputs), as one kernel where the active backend can make one: inside of `compile()` on a CPU
 * with XLA. Its gradient is another. Worth it for several passes over large tensors, element by element or with sums: they
 * become one or two.
 *
 * `fn` uses its inputs and plain numbers alone: no variables, nothing random, no convolutions. Within it all is float32;
 * results as large as the largest input have that input's precision.
 *
 * @param name Says what `fn` computes with every number in it: one kernel is made for each name and shapes of inputs.
 * @param fn From a record of tensors to a record of tensors.
 */
export function fused<I extends Tensors, R extends Tensors>(
  name: string,
  fn: (inputs: I) => R,
): (inputs: I) => R {
  return (inputs) => {
    const fuse = currentBackend()?.fuse;
    if (!fuse) return tf.tidy(() => fn(inputs));
    let names: string[] = [];
    const results = differentiable(inputs as Record<string, Tensor>, (save): Tensor[] => {
      const results = fuse(name, fn, inputs);
      names = Object.keys(results);
      save(Object.values(inputs));
      return Object.values(results);
    }, (dys, saved) => {
      const keys = Object.keys(inputs);
      const given = Object.fromEntries(keys.map((key, i) => [key, saved[i]])) as unknown as I;
      // All at once, and not within a thunk: tfjs frees what a thunk makes beside its result.
      const gradients: Tensors = fuse(`${name} gradient`, gradientOf(fn, names), {
        ...given,
        ...prefixed(names, [dys].flat()), // tfjs hands on one gradient without a list
      });
      return Object.fromEntries(keys.map((key) => [key, () => gradients[key]]));
    });
    return Object.fromEntries(names.map((each, i) => [each, results[i]])) as unknown as R;
  };
}

const PREFIX = "gradient of ";

function prefixed(names: readonly string[], tensors: readonly Tensor[]): Tensors {
  return Object.fromEntries(names.map((name, i) => [PREFIX + name, tensors[i]]));
}

/** d/dx of sum over results of <fn(x), dy>, for every float input. */
function gradientOf<I extends Tensors, R extends Tensors>(
  fn: (inputs: I) => R,
  names: readonly string[],
): (all: Tensors) => Tensors {
  return (all) => {
    const keys = Object.keys(all).filter((key) => !key.startsWith(PREFIX) && all[key].dtype === "float32");
    const xs = keys.map((key) => all[key]);
    const gradients = innerGradients(
      () => {
        const results = fn(all as unknown as I);
        const floats = names.filter((name) => results[name].dtype === "float32");
        return tf.addN(floats.map((name) => tf.sum(tf.mul(results[name], all[PREFIX + name]))));
      },
      xs,
      tf.scalar(1),
    );
    return Object.fromEntries(keys.map((key, i) => [key, gradients[i] ?? tf.zerosLike(xs[i])]));
  };
}
