import type { Component, Plugin } from "../registry/define.ts";
import type { Kind, Kinds } from "../registry/kinds.ts";
import { heldDataset } from "./held_dataset.ts";
import { heldBackend, heldPlanner } from "./held_engines.ts";
import { heldLoss } from "./held_loss.ts";
import { heldBackbone, heldModel } from "./held_model.ts";
import { heldRefiner } from "./held_refiner.ts";
import { heldMetric, heldReport } from "./held_results.ts";
import { heldOptimizer, heldSchedule } from "./held_training.ts";
import { heldTransform } from "./held_transform.ts";
import { attempt, type Refuse, refuser } from "./hold.ts";

/** A component and whose it is, for messages: `loss "focal" of ./focal.ts (run.yaml:3:11)`. */
export function ownerOf(
  { kind, name }: Pick<Component, "kind" | "name">,
  { name: plugin, origin }: Plugin,
): string {
  if (!origin) return `${kind} "${name}" of ${plugin}`;
  return `${kind} "${name}" of ${origin.specifier}${origin.place === undefined ? "" : ` (${origin.place})`}`;
}

type Held = { [K in Kind]: (product: Kinds[K]["product"], of: Of<K>, refuse: Refuse) => Kinds[K]["product"] };
interface Of<K extends Kind> {
  readonly name: string;
  readonly context: Kinds[K]["context"];
}

const HELD: Held = {
  backend: (product, { name }, refuse) => heldBackend(product, name, refuse),
  dataset: (product, _of, refuse) => heldDataset(product, refuse),
  planner: (product, _of, refuse) => heldPlanner(product, refuse),
  transform: (product, { name }, refuse) => heldTransform(product, name, refuse),
  backbone: (product, _of, refuse) => heldBackbone(product, refuse),
  model: (product, { context }, refuse) => heldModel(product, context.classes, refuse),
  refiner: (product, { context }, refuse) => heldRefiner(product, context, refuse),
  loss: (product, { context }, refuse) => heldLoss(product, context, refuse),
  optimizer: (product, _of, refuse) => heldOptimizer(product, refuse),
  schedule: (product, _of, refuse) => heldSchedule(product, refuse),
  metric: (product, _of, refuse) => heldMetric(product, refuse),
  report: (product, _of, refuse) => heldReport(product, refuse),
};

/**
 * Builds a component of an imported plugin so that whatever breaks the contract of its kind, then and at each use, is told in
 * its name: what was found, what was expected.
 *
 * @param owner From {@linkcode ownerOf}.
 */
export function buildHeld<K extends Kind>(
  component: Component<K>,
  { owner, options, context }: { owner: string; options: unknown; context: Kinds[K]["context"] },
): Kinds[K]["product"] {
  const { kind, name } = component, refuse = refuser(owner, component);
  const product = attempt("build()", () => component.build(options as never, context), refuse);
  return HELD[kind](product, { name, context }, refuse);
}
