import type { Loss, LossBuildContext } from "../loss/loss.ts";
import type { AnyModel, Features } from "../model/model.ts";
import type { Scalar } from "../tensor/tf.ts";
import { describe, isTensor, isTexts } from "./describe.ts";
import { attempt, FUNCTION, type Refuse, requireMembers } from "./hold.ts";

/** A loss that observes slots which there are, and computes a float32 scalar. */
export function heldLoss(
  loss: Loss<Features>,
  { model }: LossBuildContext<AnyModel>,
  refuse: Refuse,
): Loss<Features> {
  requireMembers(loss, "build()", { slots: ["a list of slot names", isTexts], compute: FUNCTION }, refuse);
  const known = Object.keys(model.slots), missing = loss.slots.find((slot) => !known.includes(slot));
  if (missing !== undefined) {
    refuse(`it observes slot "${missing}", the network has ${known.join(", ")}`);
  }
  return {
    slots: loss.slots,
    compute(input) {
      const value: unknown = attempt("compute()", () => loss.compute(input), refuse);
      if (isTensor(value) && value.shape.length === 0 && value.dtype === "float32") return value as Scalar;
      const hint = typeof value === "number"
        ? ": numbers have no gradient, keep to tensors"
        : isTensor(value)
        ? ": reduce it, as tf.mean(x) does"
        : "";
      return refuse(`compute() gave ${describe(value)}, expected a float32 tensor of shape []${hint}`);
    },
  };
}
