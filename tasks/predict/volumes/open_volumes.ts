import {
  buildNetwork,
  completeConfig,
  loadCheckpoint,
  type LoadedConfig,
  type LogitsOf,
  networkLogits,
  OptionError,
  type Parameters,
  readCheckpointInfo,
  type RunConfig,
  runFolder,
  type VolumePlan,
  withPlan,
} from "@dragsaw/core";
import { joinPostprocessing, POSTPROCESSING_FILE, readPostprocessing } from "@dragsaw/nnunet";
import { UsageError } from "../../shared/command.ts";
import { exists } from "../../shared/paths.ts";
import { load, openTensors } from "../../shared/session.ts";
import type { PredictorOptions } from "../predictor.ts";
import { requireRun } from "../run_inputs.ts";
import type { VolumePredictor } from "./predict_case.ts";

/** A trained run on volumes, not yet built. */
interface VolumeRun {
  readonly path: string;
  readonly loaded: LoadedConfig;
  readonly config: RunConfig;
  readonly plan: VolumePlan;
  readonly checkpoint: string;
  readonly classes: readonly string[];
  readonly channels: number;
}

/** How volumes are predicted. */
export interface VolumePredictorOptions extends Omit<PredictorOptions, "slots"> {
  /** Leaves predictions as the network gives them. */
  readonly raw: boolean;
}

/** All axes of a volume. */
const ALL: readonly number[] = [0, 1, 2];

/**
 * Opens the networks of runs on volumes, whose logits are averaged where there are several. Needs the run folders alone.
 *
 * @param paths At least one.
 * @throws {UsageError} for what is no trained run, and for runs that see volumes in different ways.
 */
export async function openVolumes(
  paths: readonly string[],
  options: VolumePredictorOptions,
): Promise<VolumePredictor> {
  const runs: VolumeRun[] = [];
  for (const path of paths) runs.push(await openVolumeRun(path, options));
  const [first, ...others] = runs;
  for (const other of others) refuseDifference(first, other);
  const { config, loaded, plan, classes, channels } = first;
  const postprocessing = options.raw ? undefined : await chosen(runs);
  const backend = await openTensors(config, loaded.registry, options.progress);
  const built: Parameters[] = [];
  const close = () => {
    for (const parameters of built) parameters.dispose();
    backend.close();
  };
  try {
    const networks: LogitsOf[] = [];
    for (const run of runs) networks.push(await buildLogits(run, built));
    const mirror = options.mirror || config.evaluate.mirror ? ALL : [];
    const [depth, height, width] = config.size;
    return {
      plan,
      patch: [depth, height, width],
      networks,
      classes,
      channels,
      mirror,
      postprocessing,
      close,
    };
  } catch (error) {
    close();
    throw error instanceof OptionError ? loaded.explain(error) : error;
  }
}

async function openVolumeRun(path: string, { checkpoint, set }: VolumePredictorOptions): Promise<VolumeRun> {
  const folder = runFolder(path), file = folder[checkpoint];
  await requireRun(path, checkpoint);
  const { data: { classes, channels } } = await readCheckpointInfo(file);
  const loaded = await load(folder.config, set), { config: draft, registry } = loaded;
  if (!draft.planner) {
    throw new UsageError(`"${path}" was trained on pictures, the runs beside it on volumes`);
  }
  if (!await exists(folder.plan)) {
    throw new UsageError(`"${path}" has no plan.json: how it saw volumes is lost`);
  }
  const { file: _, ...planner } = draft.planner;
  try {
    const text = await Deno.readTextFile(folder.plan);
    const plan = registry.build("planner", planner, {}).read(text, folder.plan);
    const config = completeConfig(withPlan(draft, plan, registry));
    return { path, loaded, config, plan, checkpoint: file, classes, channels };
  } catch (error) {
    throw error instanceof OptionError ? loaded.explain(error) : error;
  }
}

async function buildLogits(
  { config, loaded: { registry }, classes, channels, checkpoint }: VolumeRun,
  built: Parameters[],
): Promise<LogitsOf> {
  const { network, parameters } = buildNetwork(config, registry, { classes, channels, axes: 3 });
  built.push(parameters);
  await loadCheckpoint(checkpoint, parameters.all);
  return networkLogits(network);
}

/** What was chosen on the validation cases of all runs that chose. */
async function chosen(runs: readonly VolumeRun[]) {
  const found = await Promise.all(
    runs.map(({ path, classes }) => readPostprocessing(`${path}/${POSTPROCESSING_FILE}`, classes)),
  );
  const there = found.filter((one) => one !== undefined);
  return there.length > 0 ? joinPostprocessing(there) : undefined;
}

/** @throws {UsageError} where logits of two runs are not of the same voxels or classes. */
function refuseDifference(a: VolumeRun, b: VolumeRun): void {
  const aspects: Readonly<Record<string, (run: VolumeRun) => unknown>> = {
    "classes": (run) => run.classes,
    "channels": (run) => run.channels,
    "input size": (run) => run.config.size,
    "preparation of volumes (plan.json)": (run) => run.plan.preparation,
  };
  for (const [name, of] of Object.entries(aspects)) {
    if (JSON.stringify(of(a)) === JSON.stringify(of(b))) continue;
    throw new UsageError(`Cannot average "${a.path}" and "${b.path}": they differ in ${name}`);
  }
}
