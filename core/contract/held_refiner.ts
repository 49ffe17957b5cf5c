import type { AnyModel, Features } from "../model/model.ts";
import type { Refiner, RefinerContext } from "../model/refiner.ts";
import { describe, isObject, isTensor, isTexts } from "./describe.ts";
import { attempt, FUNCTION, type Refuse, requireMembers } from "./hold.ts";

/** A refiner of slots which there are, that keeps the shape of features. */
export function heldRefiner(
  refiner: Refiner<Features>,
  { model }: RefinerContext<AnyModel>,
  refuse: Refuse,
): Refiner<Features> {
  requireMembers(refiner, "build()", { slots: ["a list of slot names", isTexts], apply: FUNCTION }, refuse);
  const known = Object.keys(model.slots), missing = refiner.slots.find((slot) => !known.includes(slot));
  if (missing !== undefined) refuse(`it refines slot "${missing}", the network has ${known.join(", ")}`);
  return {
    slots: refiner.slots,
    apply(slot, x, context) {
      const refined: unknown = attempt("apply()", () => refiner.apply(slot, x, context), refuse);
      const features = isObject(refined) ? refined.features : undefined;
      if (!isTensor(features)) {
        return refuse(`apply() gave ${describe(refined)}, expected { features, uncertainty? }`);
      }
      if (`${features.shape}` !== `${x.shape}`) {
        refuse(
          `apply() gave ${describe(features)} at slot "${slot}", expected the shape [${x.shape.join(", ")}]`,
        );
      }
      return refined as ReturnType<Refiner<Features>["apply"]>;
    },
  };
}
