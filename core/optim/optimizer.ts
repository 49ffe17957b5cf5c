import type { Scalar, Tensor, Variable } from "../tensor/tf.ts";

/** Numbers of one update, as tensors so that a compiled step takes them as inputs. */
export interface UpdateInput {
  /** Learning rate of this step. */
  readonly rate: Scalar;
  /** 1 at the first update. */
  readonly step: Scalar;
}

/** An update rule; it holds no state of its own, so that the trainer can save and restore everything. */
export interface Optimizer {
  /** Names of the tensors kept per weight, each of the weight's shape and zero at the start. */
  readonly slots: readonly string[];
  /** Assigns new values to `weight` and to its slots. */
  update(weight: Variable, gradient: Tensor, slots: Readonly<Record<string, Variable>>, input: UpdateInput): void;
}
