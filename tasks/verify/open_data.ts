import {
  applySet,
  createRegistry,
  openDatasets,
  OptionError,
  type RunData,
  runFolder,
  type Tree,
  valueOf,
} from "@dragsaw/core";
import { DataError, type Defect } from "@dragsaw/core/data";
import { dataPlugins } from "../data_plugins.ts";
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
    return await openFolder(source, type, folderOptions(set, type));
  }
  if (type !== undefined) throw new UsageError("--type is for a data folder; a config says dataset.type");
  return await openConfig(config, set, progress);
}

/** Options of the dataset that is to read a data folder, as `--set dataset.KEY=VALUE` gives them. @throws {UsageError} */
function folderOptions(set: readonly string[], type: string | undefined): Record<string, unknown> {
  let tree: Tree = { kind: "branch", at: { file: "--set" }, entries: new Map() };
  for (const change of set) {
    if (!change.startsWith("dataset.") || /^dataset\.(root|type)=/.test(change)) {
      throw new UsageError(`Of a data folder, only options of its dataset can be set, found ${change}`);
    }
    if (type === undefined) {
      throw new UsageError(`--set ${change} wants --type NAME: the dataset whose option it is`);
    }
    const changed = applySet(tree, change.slice("dataset.".length));
    if (changed.problems.length > 0) throw new UsageError(`--set ${change}: ${changed.problems[0].message}`);
    tree = changed.tree;
  }
  return valueOf(tree) as Record<string, unknown>;
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
async function openFolder(
  root: string,
  type: string | undefined,
  options: Readonly<Record<string, unknown>>,
): Promise<OpenedData> {
  const registry = createRegistry(dataPlugins);
  const types = type === undefined ? registry.names("dataset") : [registry.component("dataset", type).name];
  const name = basename(resolve(root)), tried: OpenedData[] = [];
  for (const one of types) {
    const defects: Defect[] = [], spec = { ...options, type: one, root };
    const opened = { name, defects, allow: [], settings: [spec] };
    const onDefect = (defect: Defect) => defects.push(defect);
    try {
      const dataset = await registry.build("dataset", spec, { seed: 0, onDefect });
      tried.push({ ...opened, data: { dataset, testSet: dataset } });
    } catch (error) {
      if (error instanceof DataError) tried.push({ ...opened, defects: [...error.defects] });
      // Generated data has no root
      else if (!(error instanceof OptionError)) throw error;
      else if (type !== undefined) throw new UsageError(`Options of dataset ${type}: ${error.message}`);
    }
  }
  return tried.toSorted((a, b) => misfit(a) - misfit(b))[0];
}

/** How little a dataset fits a folder: worst where it does not know the layout, then where nothing could be opened. */
function misfit({ data, defects }: OpenedData): number {
  if (data) return defects.length;
  return defects.some(({ kind }) => kind === "no-layout") ? Infinity : Number.MAX_VALUE;
}
