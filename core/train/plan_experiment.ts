import type { RunConfig } from "../config/run_config.ts";
import type { LossBuildContext } from "../loss/loss.ts";
import { type ParameterPlan, planParameters } from "../model/plan_parameters.ts";
import type { Registry } from "../registry/registry.ts";
import { buildNetwork, type DataShape, within } from "./build_network.ts";
import { sizeOf } from "./experiment.ts";

/**
 * Builds what `config` describes on parameters without numbers: what does not fit together (a slot that the model lacks)
 * is told without the time and memory of a network. Nothing is run.
 *
 * @returns What the network and its losses would train.
 * @throws {OptionError} with the path in the config.
 */
export function planExperiment(
  config: RunConfig,
  registry: Registry,
  data: DataShape,
): Pick<ParameterPlan, "planned" | "count"> {
  const { parameters, planned, count } = planParameters(), twins = planParameters().parameters;
  let made = 0;
  try {
    const { network, context } = buildNetwork(config, registry, data, parameters);
    const twin: LossBuildContext["twin"] = ({ heads }) => ({
      network,
      heads: heads(twins.scope(made++)),
    });
    for (const [name, { weight: _, schedule, ...spec }] of Object.entries(config.losses)) {
      const inner = { ...context(`losses.${name}`), model: network.model, size: sizeOf(config), twin };
      within(["losses", name], () => registry.build("loss", spec, inner));
      if (schedule) within(["losses", name, "schedule"], () => registry.build("schedule", schedule, {}));
    }
    within(["optimizer"], () => registry.build("optimizer", config.optimizer, {}));
    within(["schedule"], () => registry.build("schedule", config.schedule, {}));
    return { planned, count };
  } finally {
    parameters.dispose();
    twins.dispose();
  }
}
