import { js } from "@dragsaw/backend-js";
import {
  buildNetwork,
  completeConfig,
  type LoadedConfig,
  openDatasets,
  OptionError,
  planParameters,
  readCheckpointInfo,
  runFolder,
} from "@dragsaw/core";
import type { Case, Dataset, Split } from "@dragsaw/core/data";
import type { Slot } from "@dragsaw/core/model";
import { isOfVolumes, requireRun } from "../predict/run_inputs.ts";
import { UsageError } from "../shared/command.ts";
import type { ProgressLine } from "../shared/progress.ts";
import { load } from "../shared/session.ts";

/** What can be known of a run on pictures before its network is opened. */
export interface Survey {
  /** Its folder. */
  readonly path: string;
  /** Its config with places. */
  readonly loaded: LoadedConfig;
  /** Class names by id. */
  readonly classes: readonly string[];
  /** Slots of its network, in the order data flows. */
  readonly slots: Readonly<Record<string, Slot>>;
  /** Where its cases are read. */
  readonly dataset: Dataset;
  /** Cases of the split by id. */
  readonly cases: ReadonlyMap<string, Case>;
}

/** How runs are looked at. */
export interface SurveyOptions {
  /** Which network. */
  readonly checkpoint: "best" | "last";
  /** Part of the data. */
  readonly split: Split;
  /** Changes of the runs' configs. */
  readonly set: readonly string[];
  /** Told of masks that are read to divide the cases. */
  readonly progress: ProgressLine;
}

/** Reads a run's config, lists its data, plans its network. @throws {UsageError} unless it is a trained run on pictures. */
export async function surveyRun(path: string, options: SurveyOptions): Promise<Survey> {
  await requireRun(path, options.checkpoint);
  if (await isOfVolumes(path)) throw new UsageError(`"${path}" was trained on volumes, this is for pictures`);
  const folder = runFolder(path), loaded = await load(folder.config, options.set);
  const { data } = await readCheckpointInfo(folder[options.checkpoint]);
  try {
    const { dataset, testSet } = await openDatasets(loaded.config, loaded.registry, {
      onMask: (done, count) =>
        options.progress.update(`Reading masks to divide the cases: ${done} of ${count}`),
    });
    const source = options.split === "test" ? testSet : dataset;
    const cases = new Map(source.cases(options.split).map((item) => [item.id, item]));
    const slots = await slotsOf(loaded, data);
    return { path, loaded, classes: data.classes, slots, dataset: source, cases };
  } catch (error) {
    throw error instanceof OptionError ? loaded.explain(error) : error;
  }
}

/** Plans the network without weights, so that no tensor library is needed. */
async function slotsOf(
  { config, registry }: LoadedConfig,
  data: { readonly classes: readonly string[]; readonly channels: number },
): Promise<Survey["slots"]> {
  const backend = await js.open(), { parameters } = planParameters();
  try {
    const { network } = buildNetwork(completeConfig(config), registry, data, parameters);
    return network.model.slots as Survey["slots"];
  } finally {
    parameters.dispose();
    backend.close();
  }
}

/**
 * Ids that all runs have, or `count` from all over them.
 *
 * @param wanted These alone, where there are any.
 * @throws {UsageError} for an id that a run lacks, or where they have none in common.
 */
export function commonCases(
  runs: readonly Survey[],
  count: number,
  wanted: readonly string[] = [],
): string[] {
  for (const { path, cases } of runs) {
    const missing = wanted.filter((id) => !cases.has(id));
    if (missing.length === 0) continue;
    const some = [...cases.keys()].slice(0, 3).join(", ");
    throw new UsageError(`"${path}" has no case ${missing.join(", ")}; it has ${cases.size}, as ${some}`);
  }
  if (wanted.length > 0) return [...wanted];
  const common = [...runs[0].cases.keys()].filter((id) => runs.every(({ cases }) => cases.has(id)));
  if (common.length === 0) {
    throw new UsageError(`No case is in that split of ${runs.map(({ path }) => path).join(" and ")}`);
  }
  const most = Math.min(count, common.length);
  return Array.from({ length: most }, (_, i) => common[Math.floor((i + 0.5) * common.length / most)]);
}
