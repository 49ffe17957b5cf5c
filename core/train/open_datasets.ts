import type { DatasetSpec, DraftConfig } from "../config/run_config.ts";
import type { Dataset, Defect } from "../data/dataset.ts";
import { takeFold } from "../data/folds.ts";
import { takeFraction } from "../data/fraction.ts";
import { OptionError } from "../registry/define.ts";
import type { Registry } from "../registry/registry.ts";
import { within } from "./build_network.ts";

/** The data of a run. */
export interface RunData {
  /** Training and validation cases. */
  readonly dataset: Dataset;
  /** Test cases: the dataset's own, or another's (`testSet`). */
  readonly testSet: Dataset;
}

/** How {@linkcode openDatasets} goes about it. */
export interface OpenDatasetsOptions {
  /** Told after each mask that is read to draw folds or a fraction. */
  readonly onMask?: ((done: number, count: number) => void) | undefined;
  /** Called with each dataset that was opened, before any mask is read: throws where the config does not fit it. */
  readonly refuse?: ((dataset: Dataset, path: "dataset" | "testSet") => void) | undefined;
  /** Told what listing finds wrong, of datasets that then open with the rest; without it, opening throws. */
  readonly onDefect?: ((defect: Defect) => void) | undefined;
}

/**
 * Opens the datasets of a config, with its folds and its fraction. Cases are chosen here and not in data workers: those are
 * sent the cases they are to read.
 *
 * @throws {OptionError} with the place in the config; `DataError` for data that cannot be used.
 */
export async function openDatasets(
  config: Pick<DraftConfig, "dataset" | "testSet" | "seed">,
  registry: Registry,
  { onMask, onDefect, refuse }: OpenDatasetsOptions = {},
): Promise<RunData> {
  const { dataset: { folds, fraction = 1 }, testSet, seed } = config;
  for (const key of ["folds", "fraction"] as const) {
    if (testSet?.[key] === undefined) continue;
    throw new OptionError(["testSet", key], `is of training cases; set dataset.${key} in its place`);
  }
  const open = (path: string, spec: DatasetSpec) =>
    within([path], () => registry.build("dataset", spec, { seed, onDefect }));
  const whole = await open("dataset", config.dataset);
  refuse?.(whole, "dataset");
  const other = testSet && await open("testSet", testSet);
  if (other) refuse?.(other, "testSet");
  const folded = folds ? await inFolds(whole, folds, onMask) : whole;
  const dataset = await takeFraction(folded, fraction, { seed, ...onMask && { onProgress: onMask } });
  return { dataset, testSet: other ?? dataset };
}

async function inFolds(
  dataset: Dataset,
  folds: NonNullable<DatasetSpec["folds"]>,
  onMask: OpenDatasetsOptions["onMask"],
): Promise<Dataset> {
  try {
    return await takeFold(dataset, folds, onMask);
  } catch (error) {
    throw error instanceof RangeError ? new OptionError(["dataset", "folds"], error.message) : error;
  }
}
