import type { Tensor, Variable } from "../tf.ts";
import { tf } from "../tf.ts";
import { after } from "./after.ts";
import { differentiable } from "./differentiable.ts";
import { innerGradients } from "./inner_gradients.ts";

/** What tfjs remembers of one op for the gradient. */
type TapeNode = ReturnType<typeof tf.engine>["state"]["activeTape"][number];

/**
 * y = fn(inputs), of which only `inputs` are kept for the gradient: there `fn` runs once more (Chen et al. 2016,
 * "Training deep nets with sublinear memory cost", arXiv 1604.06174). Without a gradient it is `fn` alone.
 *
 * Trainable variables that `fn` uses get their gradients. `fn` has to do the same each time, what must happen once when
 * `again` is false. Tensors that it leaves beside its result are the caller's.
 *
 * @param inputs Whatever was computed before and `fn` uses; those that are not float32 take no gradient.
 * @param fn Must use its own arguments in place of `inputs`.
 * @throws {Error} when `fn` uses a tensor that was computed before and is not among its arguments.
 */
export function recomputed<I extends readonly Tensor[], O extends Tensor>(
  inputs: I,
  fn: (inputs: I, again: boolean) => O,
): O {
  if (!tf.engine().isTapeOn()) return fn(inputs, false);
  const { y, nodes } = unrecorded(() => fn(inputs, false));
  const weights = weightsOf(nodes, inputs);
  const wanted = inputs.flatMap(({ dtype }, i) => dtype === "float32" ? [i] : []);
  const sources = [...wanted.map((i) => inputs[i]), ...weights];
  return differentiable(Object.fromEntries(sources.entries()), (save) => {
    save([...inputs]);
    return y.clone() as O;
  }, (dy, saved) => {
    const fresh = after(saved, dy) as I;
    const xs = [...wanted.map((i) => fresh[i]), ...weights];
    const grads = innerGradients(() => fn(fresh, true), xs, dy);
    return Object.fromEntries(xs.map((x, i) => [i, () => grads[i] ?? tf.zerosLike(x)]));
  });
}

/** Runs `fn` and takes back what the tape remembers of it, with the tensors that were kept for its gradient. */
function unrecorded<O>(fn: () => O): { y: O; nodes: TapeNode[] } {
  const { activeTape } = tf.engine().state, start = activeTape.length;
  const y = fn();
  const nodes = activeTape.splice(start);
  for (const { saved } of nodes) tf.dispose(saved ?? []);
  return { y, nodes };
}

/** Trainable variables among what `nodes` start from. */
function weightsOf(nodes: readonly TapeNode[], inputs: readonly Tensor[]): Variable[] {
  const known = new Set([...inputs, ...nodes.flatMap(({ outputs }) => outputs)].map(({ id }) => id));
  const before = tf.engine().state.activeTape;
  const weights = new Set<Variable>();
  for (const x of nodes.flatMap((node) => Object.values(node.inputs))) {
    if (known.has(x.id)) continue;
    if (x instanceof tf.Variable && x.trainable) weights.add(x);
    else if (before.some(({ outputs }) => outputs.some(({ id }) => id === x.id))) {
      throw new Error(`Cannot recompute: found a tensor [${x.shape}] from outside, pass it as an input`);
    }
  }
  return [...weights];
}
