import {
  completeConfig,
  DataError,
  type DataShape,
  type DraftConfig,
  openDatasets,
  OptionError,
  planExperiment,
  planRun,
  type RunConfig,
} from "@dragsaw/core";
import { ConfigError, type Problem } from "@dragsaw/core/config";
import { js } from "@dragsaw/backend-js";
import type { Registry } from "@dragsaw/core/registry";
import { volumeFolder } from "../shared/run_session.ts";
import { inRow, rowsOf, type TablePlan } from "./table_plan.ts";

/** What is taken for the data where it cannot be read. */
const USUAL: DataShape = { classes: ["background", "foreground"], channels: 3 };

/** The data of a table. */
interface TableData {
  readonly shape: DataShape;
  /** Fills in what a row leaves to a plan; absent where the data is not there to plan from. */
  readonly complete?: (config: DraftConfig) => Promise<RunConfig>;
}

/**
 * Builds what every row describes, each distinct one once, without weights: what does not fit is told before anything runs.
 *
 * @param needsData Whether data that cannot be read is an error; else the usual kind is taken.
 * @returns What has to be said: that the data could not be read, or what the table will be of.
 * @throws {ConfigError} with the place of every change that does not fit the base, and its row.
 */
export async function checkModels(plan: TablePlan, needsData: boolean): Promise<readonly string[]> {
  const { config, registry } = plan.baseConfig, notes: string[] = [], runs = rowsOf(plan)[0].cells[0].path;
  const data = await tableData(config, registry, volumeFolder(runs), notes).catch((error): TableData => {
    if (error instanceof OptionError) throw plan.baseConfig.explain(error);
    if (needsData || !(error instanceof DataError)) throw error;
    const checked = config.planner ? "not checked" : "checked for two classes and three channels";
    notes.push(`Rows were ${checked}, without the data. ${error.message}`);
    return {
      shape: USUAL,
      ...!config.planner && { complete: (row) => Promise.resolve(completeConfig(row)) },
    };
  });
  // Nothing runs, but layers ask for constants.
  const backend = await js.open();
  try {
    await build(plan, data);
  } finally {
    backend.close();
  }
  return notes;
}

async function build(plan: TablePlan, { shape, complete }: TableData): Promise<void> {
  const problems: Problem[] = [], built = new Set<string>();
  for (const { label, loaded, cells } of complete ? rowsOf(plan) : []) {
    if (built.has(cells[0].hash)) continue;
    built.add(cells[0].hash);
    try {
      planExperiment(await complete!(loaded.config), loaded.registry, shape);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      problems.push(...inRow(label, loaded.explain(error)));
    }
  }
  if (problems.length > 0) throw new ConfigError(plan.file, problems);
}

/** @param folder For what is learnt of volumes. @throws {OptionError} for data without cases that a table could be of. */
async function tableData(
  config: DraftConfig,
  registry: Registry,
  folder: string,
  notes: string[],
): Promise<TableData> {
  // Which cases are trained on does not matter, but where validation comes from folds alone
  const { folds, fraction: _, ...source } = config.dataset;
  const { dataset, testSet } = await openDatasets({
    ...config,
    dataset: { ...source, ...config.planner && folds && { folds } },
  }, registry);
  if (testSet.cases("test").length === 0) {
    if (!dataset.volumes || dataset.cases("val").length === 0) {
      throw new OptionError(
        [config.testSet ? "testSet" : "dataset"],
        "found no test cases, which tables are made from",
      );
    }
    notes.push(
      `"${dataset.name}" has no test cases: the table is of its validation cases, which choose the checkpoints`,
    );
  }
  const complete = async (row: DraftConfig) => (await planRun(row, registry, dataset, { folder })).config;
  return { shape: { ...dataset, axes: dataset.volumes ? 3 : 2 }, complete };
}
