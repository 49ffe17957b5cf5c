import type { Tensors } from "./backend.ts";
import { differentiable } from "./ops/differentiable.ts";
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
      const given = Object.fromEntries(Object.keys(inputs).map((key, i) => [key, saved[i]])) as unknown as I;
      let gradients: Tensors | undefined;
      const gradient = (key: string) => () =>
        (gradients ??= fuse(`${name} gradient`, gradientOf(fn, names), {
          ...given,
          ...prefixed(names, dys),
        }))[key];
      return Object.fromEntries(Object.keys(inputs).map((key) => [key, gradient(key)]));
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
    const keys = Object.keys(all).filter((key) => !key.startsWith(PREFIX));
    const floats = keys.filter((key) => all[key].dtype === "float32");
    const product = (...xs: Tensor[]) => {
      const given = Object.fromEntries(floats.map((key, i) => [key, xs[i]]));
      const results = fn({ ...all, ...given } as unknown as I);
      return tf.addN(names.map((name) => tf.sum(tf.mul(results[name], all[PREFIX + name])))) as tf.Scalar;
    };
    const gradients = tf.grads(product)(floats.map((key) => all[key]));
    return Object.fromEntries(floats.map((key, i) => [key, gradients[i]]));
  };
}
