import { type Kernels, tf } from "@dragsaw/core/tensor";
import type { Tensor, Variable } from "@dragsaw/core/tensor";
import type { SwitchableBinding } from "../binding/binding.ts";
import { DTYPES } from "../dtype.ts";
import type { NodeBackend } from "../node_backend.ts";
import { Tracer } from "../trace/tracer.ts";
import { ANONYMOUS, VARIABLE_OPS } from "../variable_ops.ts";
import { bool, type } from "./attributes.ts";

/**
 * TensorFlow's own update rules: one pass over weight, gradient and moments where tfjs ops take a dozen, in place while a
 * function is traced.
 */
export function optimizerKernels(
  backend: NodeBackend,
  binding: SwitchableBinding,
): Pick<Kernels, "adamStep" | "momentumStep"> {
  const update = (name: string, nesterov: boolean, variables: Variable[], rest: Tensor[]) =>
    tf.tidy(() => {
      const opened = variables.map((variable) => open(backend, binding, variable));
      const attributes = [type("T", "float32"), bool("use_locking", false), bool("use_nesterov", nesterov)];
      const resources = opened.map(({ resource }) => resource);
      backend.executeMultipleOutputs(name, attributes, [...resources, ...rest], 0);
      variables.forEach((variable, i) => variable.assign(opened[i].read()));
    });
  return {
    adamStep: ({ weight, mean, square }, gradient, { rate, beta1, beta2, epsilon }) =>
      tf.tidy(() => {
        // The rate holds the bias corrections: TensorFlow would lose digits of 1 - .999^t.
        const none = tf.scalar(0);
        const rest = [none, none, rate, beta1, beta2, epsilon, gradient];
        update("ResourceApplyAdam", false, [weight, mean, square], rest);
      }),
    momentumStep: ({ weight, velocity }, gradient, { rate, momentum, nesterov }) =>
      update("ResourceApplyMomentum", nesterov, [weight, velocity], [rate, gradient, momentum]),
  };
}

/** TensorFlow's variable with the value of a tfjs variable, and what it holds after an op changed it. */
function open(
  backend: NodeBackend,
  { executor }: SwitchableBinding,
  variable: Variable,
): { resource: Tensor; read(): Tensor } {
  if (executor instanceof Tracer) {
    const [id] = backend.getInputTensorIds([variable]);
    // Somebody else holds this value: it is read while it is there.
    if (backend.refCount(variable.dataId) > 1) executor.value(id);
    return {
      resource: backend.createOutputTensor(executor.open(variable, id)),
      read: () => backend.createOutputTensor(executor.written(variable)),
    };
  }
  const make = VARIABLE_OPS.make(DTYPES.float32, variable.shape, ANONYMOUS);
  const dtype = VARIABLE_OPS.read(DTYPES.float32);
  const resource = backend.executeSingleOutput("VarHandleOp", make, []);
  backend.executeMultipleOutputs("AssignVariableOp", dtype, [resource, variable], 0);
  return { resource, read: () => backend.executeSingleOutput("ReadVariableOp", dtype, [resource]) };
}
