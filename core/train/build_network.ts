import type { DraftConfig } from "../config/run_config.ts";
import { findSlot } from "../model/find_slot.ts";
import type { Axes, BuildContext } from "../model/model.ts";
import { createParameters, type Parameters } from "../model/parameters.ts";
import { OptionError } from "../registry/define.ts";
import type { Registry } from "../registry/registry.ts";
import { createNetwork, type Network } from "./network.ts";

/** What a network knows of its data. */
export interface DataShape {
  /** Class names by id; the first is the background. */
  readonly classes: readonly string[];
  /** Channels of every image. */
  readonly channels: number;
  /** Axes in space of the images; as the network takes them unless given. */
  readonly axes?: Axes | undefined;
}

/** A network, its weights, and the context that further parts (losses with layers of their own) are built in. */
export interface BuiltNetwork {
  /** Model with refiners. */
  readonly network: Network;
  /** Its weights and running averages. */
  readonly parameters: Parameters;
  /** Context whose parameters are named under `scope`. */
  context(scope: string): BuildContext;
}

/**
 * Builds the model and the refiners that `config` describes, on the active backend.
 *
 * @param parameters Where their weights are made; new ones unless given.
 * @throws {OptionError} with the path in the config, for what only building can know.
 */
export function buildNetwork(
  config: DraftConfig,
  registry: Registry,
  data: DataShape,
  parameters: Parameters = createParameters(config.seed),
): BuiltNetwork {
  const context = (scope: string): BuildContext => ({
    parameters: parameters.scope(scope),
    classes: data.classes.length,
    channels: data.channels,
    axes: data.axes,
    build: (kind, spec, inner) => registry.build(kind, spec, inner),
  });
  const model = within(["model"], () => registry.build("model", config.model, context("model")));
  const refiners = config.refine.map((spec, i) =>
    within(["refine", i], () => registry.build("refiner", spec, { ...context(`refine.${i}`), model }))
  );
  const { recompute } = config;
  if (recompute !== "all") recompute.forEach((slot, i) => findSlot(model, slot, ["recompute", i]));
  return { network: createNetwork(model, refiners, recompute), parameters, context };
}

/** Runs a build; what it refuses gets the place of the component in the config. */
export function within<T>(path: readonly (string | number)[], build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (error instanceof OptionError) throw new OptionError([...path, ...error.path], error.message);
    throw error;
  }
}
