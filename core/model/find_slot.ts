import { OptionError } from "../registry/define.ts";
import { suggest } from "../registry/suggest.ts";
import type { Slot3d } from "./layers/layer3d.ts";
import type { AnyModel, Slot } from "./model.ts";

/**
 * The slot of `model` that a component's options name.
 *
 * @param path Keys from the component's config to the name, for the error.
 * @throws {OptionError} when the model lacks it: lists the slots there are.
 */
export function findSlot<S>(
  model: { readonly slots: Readonly<Record<string, S>> },
  name: string,
  path: readonly (string | number)[],
): S;
/** The same of a network on images or volumes. */
export function findSlot(
  model: Pick<AnyModel, "slots">,
  name: string,
  path: readonly (string | number)[],
): Slot | Slot3d;
export function findSlot(
  model: Pick<AnyModel, "slots">,
  name: string,
  path: readonly (string | number)[],
): Slot | Slot3d {
  if (Object.hasOwn(model.slots, name)) return model.slots[name];
  const known = Object.keys(model.slots), meant = suggest(name, known);
  const hint = meant ? `; did you mean "${meant}"?` : "";
  throw new OptionError(path, `Cannot find slot "${name}": expected one of ${known.join(", ")}${hint}`);
}
