import { createRegistry, type Spec } from "@dragsaw/core";
import type { AblationMetric } from "@dragsaw/reports";
import { plugins } from "../mod.ts";

/**
 * How the metrics of a config are shown, the one that chooses the best checkpoint first. What is better when higher are shares
 * of 1 (overlaps); what is better when lower are distances, of volumes in mm. A metric of somebody else's plugin counts as the first.
 */
export function metricsOf(config: Readonly<Record<string, unknown>>): AblationMetric[] {
  const { evaluate, train, planner } = config as {
    planner?: Spec;
    evaluate: { metrics: readonly Spec[] };
    train: { monitor: { metric: string } };
  };
  const registry = createRegistry(plugins), known = registry.names("metric");
  const found = evaluate.metrics.map((spec): AblationMetric => {
    const built = known.includes(spec.type) ? registry.build("metric", spec, {}) : undefined;
    const higherIsBetter = built?.higherIsBetter ?? true, name = built?.name ?? spec.type;
    const unit = higherIsBetter || planner === undefined ? {} : { unit: "mm" };
    return { name, title: name, percent: higherIsBetter, higherIsBetter, ...unit };
  });
  const first = ({ name }: AblationMetric) => Number(name === train.monitor.metric);
  return found.toSorted((a, b) => first(b) - first(a));
}
