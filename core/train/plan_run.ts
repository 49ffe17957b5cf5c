import { completeConfig } from "../config/complete.ts";
import type { DraftConfig, RunConfig } from "../config/run_config.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Planner, VolumePlan } from "../data/planner.ts";
import type { Kind } from "../registry/kinds.ts";
import { OptionError } from "../registry/define.ts";
import type { Registry } from "../registry/registry.ts";
import { within } from "./build_network.ts";

/** A config with nothing left out, and the plan that gave what was. */
export interface PlannedRun {
  /** With size, batch size and all options of the network. */
  readonly config: RunConfig;
  /** How volumes are trained on; absent for pictures. */
  readonly plan?: VolumePlan;
}

/** Where plans come from. */
export interface PlanningOptions {
  /** Folder to keep what is learnt of data in; made when missing. */
  readonly folder: string;
  /** Plan that the run began with: it goes on with that. */
  readonly saved?: PlanText | undefined;
  /** Told after each case that was read to plan. */
  readonly onCase?: ((done: number, count: number) => void) | undefined;
}

/** A plan as it is kept. */
export interface PlanText {
  /** Where it was read, for messages. */
  readonly file: string;
  /** JSON. */
  readonly text: string;
}

/**
 * Fills in what a config leaves to a plan. Cases of training and validation are planned from, so that all folds have one plan.
 *
 * @throws {OptionError} with the place in the config.
 */
export async function planRun(
  config: DraftConfig,
  registry: Registry,
  dataset: Dataset,
  options: PlanningOptions,
): Promise<PlannedRun> {
  if (!config.planner) return { config: completeConfig(config) };
  if (!dataset.volumes) {
    throw new OptionError(
      ["planner"],
      `plans for volumes (3D), the dataset "${dataset.name}" holds pictures`,
    );
  }
  const plan = await planVolumes(config, registry, dataset, options);
  return { config: withPlan(config, plan, registry), plan };
}

/** The plan of a config with a planner: that of a run folder or a file, else made from the data. */
export async function planVolumes(
  { planner: spec, precision, model }: Pick<DraftConfig, "planner" | "precision" | "model">,
  registry: Registry,
  dataset: Dataset,
  { folder, saved, onCase }: PlanningOptions,
): Promise<VolumePlan> {
  const { file, ...own } = spec!;
  const planner = within(["planner"], () => registry.build("planner", own, {}));
  const given = file === undefined ? undefined : { file, text: await planText(file) };
  const begun = saved && read(planner, saved), wanted = given && read(planner, given);
  if (begun && wanted && begun.text !== wanted.text) {
    throw new OptionError(
      ["planner", "file"],
      `"${given!.file}" is not the plan that the run began with ("${
        saved!.file
      }"): give this one a run folder of its own`,
    );
  }
  const known = begun ?? wanted;
  if (known) return forModel(known, model.type);
  const cases = [...dataset.cases("train"), ...dataset.cases("val")].toSorted((a, b) => a.id < b.id ? -1 : 1);
  try {
    return await planner.plan({ dataset, cases, precision, model: model.type, folder, onCase });
  } catch (error) {
    throw placed(error, ["planner"]);
  }
}

/** @throws {OptionError} when the plan is for another network. */
function forModel(plan: VolumePlan, type: string): VolumePlan {
  if (plan.network === undefined || plan.network === type) return plan;
  throw new OptionError(
    ["model", "type"],
    `found "${type}", the plan is for "${plan.network}": use that, or a plan made for this one`,
  );
}

function read(planner: Planner, { text, file }: PlanText): VolumePlan {
  try {
    return planner.read(text, file);
  } catch (error) {
    throw error instanceof SyntaxError
      ? new OptionError(["planner", "file"], error.message)
      : placed(error, ["planner"]);
  }
}

async function planText(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new OptionError(["planner", "file"], `Cannot read "${file}": there is no such file`);
  }
}

function placed(error: unknown, path: readonly string[]): unknown {
  if (error instanceof OptionError) return new OptionError([...path, ...error.path], error.message);
  return error instanceof RangeError ? new OptionError(path, error.message) : error;
}

/** The config with what the plan says; what the config gives wins. */
export function withPlan(config: DraftConfig, plan: VolumePlan, registry: Registry): RunConfig {
  const fill = <S extends { readonly type: string }>(
    kind: Kind,
    spec: S,
    options: VolumePlan["model"],
  ): S => {
    const known = registry.optionKeys(kind, spec.type);
    return { ...Object.fromEntries(Object.entries(options).filter(([key]) => known.includes(key))), ...spec };
  };
  return completeConfig({
    ...config,
    model: fill("model", config.model, plan.model),
    losses: Object.fromEntries(
      Object.entries(config.losses).map(([name, spec]) => [name, fill("loss", spec, plan.losses)]),
    ),
  }, { size: plan.patch, batchSize: plan.batchSize });
}
