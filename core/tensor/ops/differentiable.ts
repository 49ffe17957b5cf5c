import type { Tensor } from "../tf.ts";
import { tf } from "../tf.ts";

/** The one call of tfjs's engine that `tf.customGrad` wraps; the wrapper computes every gradient, wanted or not. */
interface Engine {
  runKernelFunc(op: {
    inputs: Record<string, Tensor>;
    forwardFunc: (backend: unknown, save: (tensors: Tensor[]) => void) => Tensor | Tensor[];
    backwardsFunc: (dy: Tensor | Tensor[], saved: Tensor[]) => Record<string, () => Tensor>;
  }): Tensor | Tensor[];
}

/**
 * y = forward(save); dx_i = backward(dy, saved).x_i(): an op with its own gradient, as `tf.customGrad`, but with named
 * inputs, of which only those that a gradient is wanted for are computed, and with several outputs.
 *
 * Tensors that `forward` makes live on when returned or saved, all others are freed. A gradient is freed of its own
 * intermediates if it is made inside its thunk.
 *
 * @param inputs What gradients may be wanted for.
 * @param forward Computes the output, hidden from the tape; `save` keeps tensors for the gradient.
 * @param backward Gets the gradient of each output and the saved tensors; gives one thunk for each input.
 */
export function differentiable<I extends Record<string, Tensor>, O extends Tensor | Tensor[]>(
  inputs: I,
  forward: (save: (tensors: Tensor[]) => void) => O,
  backward: (dy: O, saved: Tensor[]) => { [name in keyof I]: () => Tensor },
): O {
  const engine = tf.engine() as unknown as Engine;
  return engine.runKernelFunc({
    inputs,
    forwardFunc: (_backend, save) => forward(save),
    backwardsFunc: (dy, saved) => backward(dy as O, saved),
  }) as O;
}
