import { type LoadedConfig, openDatasets, OptionError, runFolder } from "@dragsaw/core";
import type { Case, Dataset } from "@dragsaw/core/data";
import { UsageError } from "../shared/command.ts";
import type { ConfigOptions } from "../shared/options.ts";
import { exists } from "../shared/paths.ts";
import type { ProgressLine } from "../shared/progress.ts";
import { load } from "../shared/session.ts";

/** A config and the cases that it trains on. */
export interface OpenedCases extends LoadedConfig {
  /** With the config's folds and fraction. */
  readonly dataset: Dataset;
  /** Training cases, in the dataset's order. */
  readonly cases: readonly Case[];
  /** Run folder that it was opened from. */
  readonly run?: string;
}

/** Opens the data of a config or of a run; no network is built, so that no tensor library is needed. */
export async function openCases(
  { source, set }: ConfigOptions,
  progress: ProgressLine,
): Promise<OpenedCases> {
  if (!await exists(source)) throw new UsageError(`There is no config file or run folder "${source}"`);
  const fromRun = (await Deno.stat(source)).isDirectory, file = fromRun ? runFolder(source).config : source;
  if (!await exists(file)) throw new UsageError(`"${source}" is not a run folder: it has no config.yaml`);
  const loaded = await load(file, set);
  try {
    const { dataset } = await openDatasets(loaded.config, loaded.registry, {
      onMask: (done, count) => progress.update(`Reading masks to divide the cases: ${done} of ${count}`),
    });
    return { ...loaded, dataset, cases: dataset.cases("train"), ...fromRun && { run: source } };
  } catch (error) {
    throw error instanceof OptionError ? loaded.explain(error) : error;
  }
}

/** Cases by id, or `count` from all over the training split. @throws {UsageError} for an id that is not there. */
export function chooseCases(
  { cases, config: { name } }: Pick<OpenedCases, "cases" | "config">,
  ids: readonly string[],
  count: number,
): readonly Case[] {
  if (ids.length === 0) {
    const most = Math.min(count, cases.length);
    return Array.from({ length: most }, (_, i) => cases[Math.floor((i + 0.5) * cases.length / most)]);
  }
  const known = new Map(cases.map((item) => [item.id, item])), unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    const some = cases.slice(0, 3).map(({ id }) => id).join(", ");
    throw new UsageError(
      `${name} has no training case ${unknown.join(", ")}; it has ${cases.length}, as ${some}`,
    );
  }
  return ids.map((id) => known.get(id)!);
}
