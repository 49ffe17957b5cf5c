import { type Kernels, tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import type { NodeBackend } from "../node_backend.ts";
import { bool, shape, string, type } from "./attributes.ts";

/** A name that has TensorFlow make a variable of its own each time, which ends with its last use. */
const ANONYMOUS = "cd2c89b7-88b7-44c8-ad83-06c2a9158347";

/**
 * TensorFlow's own update rules: one pass over weight, gradient and moments where tfjs ops take a dozen. They work on
 * TensorFlow's variables, which here live for the update alone: values go in without a copy, and come out.
 */
export function optimizerKernels(backend: NodeBackend): Pick<Kernels, "adamStep" | "momentumStep"> {
  const dtype = type("dtype", "float32");
  const run = (
    name: string,
    attributes: Parameters<NodeBackend["executeMultipleOutputs"]>[1],
    inputs: tf.TensorInfo[],
  ) => void backend.executeMultipleOutputs(name, attributes, inputs, 0);
  const open = (value: Tensor): Tensor => {
    const attributes = [
      dtype,
      shape("shape", value.shape),
      string("container", ""),
      string("shared_name", ANONYMOUS),
    ];
    const variable = backend.executeSingleOutput("VarHandleOp", attributes, []);
    run("AssignVariableOp", [dtype], [variable, value]);
    return variable;
  };
  const read = (variable: Tensor): Tensor =>
    backend.executeSingleOutput("ReadVariableOp", [dtype], [variable]);
  const attributes = (
    nesterov: boolean,
  ) => [type("T", "float32"), bool("use_locking", false), bool("use_nesterov", nesterov)];
  return {
    adamStep: (state, gradient, { rate, beta1, beta2, epsilon }) =>
      tf.tidy(() => {
        const [weight, mean, square] = [state.weight, state.mean, state.square].map(open);
        // The rate holds the bias corrections: TensorFlow would lose digits of 1 - .999^t.
        const none = tf.scalar(0);
        run("ResourceApplyAdam", attributes(false), [
          weight,
          mean,
          square,
          none,
          none,
          rate,
          beta1,
          beta2,
          epsilon,
          gradient,
        ]);
        return { weight: read(weight), mean: read(mean), square: read(square) };
      }),
    momentumStep: (state, gradient, { rate, momentum, nesterov }) =>
      tf.tidy(() => {
        const [weight, velocity] = [state.weight, state.velocity].map(open);
        run("ResourceApplyMomentum", attributes(nesterov), [weight, velocity, rate, gradient, momentum]);
        return { weight: read(weight), velocity: read(velocity) };
      }),
  };
}
