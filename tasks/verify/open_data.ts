import { createRegistry, openDatasets, OptionError, type RunData, runFolder } from "@dragsaw/core";
import { DataError, type Defect } from "@dragsaw/core/data";
import { dataPlugins } from "../../data_plugins.ts";
import { UsageError } from "../shared/command.ts";
import type { ConfigOptions } from "../shared/options.ts";
import { basename, exists, resolve } from "../shared/paths.ts";
import type { ProgressLine } from "../shared/progress.ts";
import { load } from "../shared/session.ts";

/** Data to be verified. */
export interface OpenedData {
  /** For the folder of the results. */
  readonly name: string;
  /** Datasets; absent where listing failed altogether. */
  readonly data?: RunData;
  /** What listing found wrong. */
  readonly defects: readonly Defect[];
  /** Kinds that the config accepts. */
  readonly allow: readonly string[];
  /** What the datasets were opened with. */
  readonly settings: unknown;
}

/** Opens the data of a config, of a run, or of a folder of images, with what can be used of it. */
export async function openData(
  { source, set }: ConfigOptions,
  type: string | undefined,
  progress: ProgressLine,
): Promise<OpenedData> {
  if (!await exists(source)) {
    throw new UsageError(`There is no config file, run folder or data folder "${source}"`);
  }
  const folder = (await Deno.stat(source)).isDirectory, config = folder ? runFolder(source).config : source;
  if (folder && !await exists(config)) {
    if (set.length > 0) {
      throw new UsageError("--set, --data and --seed change a config; a data folder takes --type alone");
    }
    return await openFolder(source, type);
  }
  if (type !== undefined) throw new UsageError("--type is for a data folder; a config says dataset.type");
  return await openConfig(config, set, progress);
}

async function openConfig(file: string, set: readonly string[], progress: ProgressLine): Promise<OpenedData> {
  const loaded = await load(file, set);
  const { config: { name, allow = [], dataset, testSet, seed } } = loaded;
  const defects: Defect[] = [];
  const opened = { name, defects, allow, settings: [dataset, testSet] };
  try {
    const data = await openDatasets({ dataset, testSet, seed }, loaded.registry, {
      onDefect: (defect) => defects.push(defect),
      onMask: (done, count) => progress.update(`Reading masks to divide the cases: ${done} of ${count}`),
    });
    return { ...opened, data };
  } catch (error) {
    if (error instanceof OptionError) throw loaded.explain(error);
    if (!(error instanceof DataError)) throw error;
    return { ...opened, defects: [...defects, ...error.defects] };
  }
}

/** Opens a folder as the dataset that finds the least wrong with its layout; the first of equals. */
async function openFolder(root: string, type: string | undefined): Promise<OpenedData> {
  const registry = createRegistry(dataPlugins);
  const types = type === undefined ? registry.names("dataset") : [registry.component("dataset", type).name];
  const name = basename(resolve(root));
  let best: OpenedData | undefined;
  for (const type of types) {
    const defects: Defect[] = [], spec = { type, root };
    const opened = { name, defects, allow: [], settings: [spec] };
    try {
      const dataset = await registry.build("dataset", spec, {
        seed: 0,
        onDefect: (defect) => defects.push(defect),
      });
      if (!best?.data || defects.length < best.defects.length) {
        best = { ...opened, data: { dataset, testSet: dataset } };
      }
    } catch (error) {
      if (error instanceof DataError) best ??= { ...opened, defects: [...error.defects] };
      else if (!(error instanceof OptionError)) throw error; // generated data has no root
    }
  }
  return best!;
}
