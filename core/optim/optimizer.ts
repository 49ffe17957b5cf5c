import type { Scalar, Tensor, Variable } from "../tensor/tf.ts";

/** Numbers of one update, as tensors so that a compiled step takes them as inputs. */
export interface UpdateInput {
  /** Learning rate of this step. */
  readonly rate: Scalar;
  /** 1 at the first update. The same tensor for every weight of an update, so that what follows from it is worked out once. */
  readonly step: Scalar;
}

/** An update rule; it holds no state of its own, so that the trainer can save and restore everything. */
export interface Optimizer {
  /** Base learning rate, which the schedule shapes; above 0. */
  readonly rate: number;
  /** Names of the tensors kept per weight, each of the weight's shape and zero at the start. */
  readonly slots: readonly string[];
  /** Assigns new values to `weight` and to its slots. Called within a tidy that spans the update of all weights. */
  update(
    weight: Variable,
    gradient: Tensor,
    slots: Readonly<Record<string, Variable>>,
    input: UpdateInput,
  ): void;
}
