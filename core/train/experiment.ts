import type { RunConfig } from "../config/run_config.ts";
import type { Loss, LossBuildContext, SizeOf } from "../loss/loss.ts";
import type { AnyModel, Features } from "../model/model.ts";
import { createParameters, type Parameter, type Parameters } from "../model/parameters.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import type { Schedule } from "../optim/schedule.ts";
import type { Registry } from "../registry/registry.ts";
import { buildNetwork, type DataShape, within } from "./build_network.ts";
import type { Network } from "./network.ts";
import { createTwin, type FollowingTwin } from "./twin.ts";

/** One term of the training loss under its name in the config. */
export interface Term {
  /** Key under `losses`. */
  readonly name: string;
  /** Factor in the total. */
  readonly weight: number;
  /** How the factor changes over the training; constant where absent. */
  readonly schedule?: Schedule;
  /** The loss itself. */
  readonly loss: Loss<Features>;
}

/** Everything that a training changes or computes with, built from a config. */
export interface Experiment {
  /** Weights and running averages of the network and of losses with layers of their own. */
  readonly parameters: Parameters;
  /** Model with refiners. */
  readonly network: Network;
  /** Terms of the loss. */
  readonly terms: readonly Term[];
  /** Slow copies of the network that terms compare it with. */
  readonly twins: readonly FollowingTwin[];
  /** Update rule. */
  readonly optimizer: Optimizer;
  /** What the update rule keeps per weight. */
  readonly optimizerState: Parameters;
  /** Learning rate. */
  readonly schedule: Schedule;
}

/**
 * Builds the network, the losses and the optimiser that `config` describes, on the active backend.
 *
 * @param config A checked config.
 * @param registry Where its component names live.
 * @param data What the dataset gives: class names with background, image channels.
 * @throws {OptionError} with the path in the config, for what only building can know.
 */
export function buildExperiment(config: RunConfig, registry: Registry, data: DataShape): Experiment {
  const parameters = createParameters(config.seed), twins: FollowingTwin[] = [];
  try {
    return experimentOn({ parameters, twins }, config, registry, data);
  } catch (error) {
    for (const made of [parameters, ...twins.map((twin) => twin.parameters)]) made.dispose();
    throw error;
  }
}

function experimentOn(
  { parameters, twins }: { readonly parameters: Parameters; readonly twins: FollowingTwin[] },
  config: RunConfig,
  registry: Registry,
  data: DataShape,
): Experiment {
  const { network, context } = buildNetwork(config, registry, data, parameters);
  const { model } = network;
  const terms = Object.entries(config.losses).map(([name, { weight, schedule, ...spec }]): Term => {
    const scope = `losses.${name}`;
    const twin: LossBuildContext["twin"] = (options) => {
      const into = createParameters(config.seed).scope(`${scope}.twin`);
      const build = (into: Parameters) => buildNetwork(config, registry, data, into).network;
      const made = createTwin({ online: parameters, prefix: `${scope}.`, into, build }, options);
      twins.push(made);
      return made;
    };
    const loss = within(
      ["losses", name],
      () => registry.build("loss", spec, { ...context(scope), model, size: sizeOf(config), twin }),
    );
    if (!schedule) return { name, weight, loss };
    const build = () => registry.build("schedule", schedule, {});
    return { name, weight, loss, schedule: within(["losses", name, "schedule"], build) };
  });
  const optimizer = within(["optimizer"], () => registry.build("optimizer", config.optimizer, {}));
  const schedule = within(["schedule"], () => registry.build("schedule", config.schedule, {}));
  return {
    parameters,
    network,
    terms,
    twins,
    optimizer,
    optimizerState: stateOf(optimizer, parameters, config.seed),
    schedule,
  };
}

/** A config's size as losses are given it: its schema lets two or three numbers through. */
export function sizeOf({ size }: Pick<RunConfig, "size">): SizeOf<AnyModel> {
  return size as SizeOf<AnyModel>;
}

/** The network's weights, those of its twins and the optimiser's: what a checkpoint to resume from holds. */
export function everything({ parameters, twins, optimizerState }: Experiment): readonly Parameter[] {
  return [...parameters.all, ...twins.flatMap((twin) => twin.parameters.all), ...optimizerState.all];
}

/** Frees every tensor of the experiment. */
export function disposeExperiment({ parameters, twins, optimizerState }: Experiment): void {
  parameters.dispose();
  for (const twin of twins) twin.parameters.dispose();
  optimizerState.dispose();
}

function stateOf(optimizer: Optimizer, parameters: Parameters, seed: number): Parameters {
  const state = createParameters(seed);
  for (const { name, variable, trainable } of parameters.all) {
    if (!trainable) continue;
    for (const slot of optimizer.slots) state.state(`optimizer.${slot}.${name}`, variable.shape, 0);
  }
  return state;
}
