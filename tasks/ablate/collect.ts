import type {
  AblationMetric,
  AblationResult,
  AblationSection,
  CellResult,
  RowResult,
} from "@dragsaw/reports";
import { readCases } from "./cases.ts";
import { type Cell, failureOf, isDone, measuredOn } from "./cell.ts";
import { costOf } from "./cost.ts";
import { differences } from "./differences.ts";
import { type PlannedRow, type PlannedSection, rowsOf, type TablePlan } from "./table_plan.ts";

/** Gathers what a table's cells have measured: those that are done; for those that failed, why. */
export async function collect(plan: TablePlan): Promise<AblationResult> {
  const read = new Map<string, Promise<CellResult | undefined>>();
  const cellResult = (cell: Cell) => {
    const known = read.get(cell.hash) ?? resultOf(cell);
    read.set(cell.hash, known);
    return known;
  };
  const rows: RowResult[] = [];
  for (const row of rowsOf(plan)) rows.push(await rowResult(row, plan, cellResult));
  return {
    title: plan.title,
    metrics: metricsOf(plan),
    base: plan.compare,
    rows,
    split: await isOfValidation(plan) ? "val" : "test",
    ...plan.sections.length > 1 ? { sections: plan.sections.map(sectionOf) } : {},
  };
}

/** Whether there is no test split: the numbers are of the cases that chose the checkpoints. */
async function isOfValidation(plan: TablePlan): Promise<boolean> {
  const measured = await Promise.all(rowsOf(plan).flatMap(({ cells }) => cells.map(measuredOn)));
  return measured.some((found) => found?.split === "val");
}

const sectionOf = ({ title, rows, compare }: PlannedSection): AblationSection => ({
  title,
  rows: rows.map(({ label }) => label),
  base: compare,
});

async function rowResult(
  { label, paper, loaded, cells }: PlannedRow,
  { baseConfig }: TablePlan,
  cellResult: (cell: Cell) => Promise<CellResult | undefined>,
): Promise<RowResult> {
  const results: CellResult[] = [], failed = [];
  for (const cell of cells) {
    const result = await cellResult(cell);
    if (result) results.push({ ...result, seed: cell.seed });
    else {
      const failure = await failureOf(cell);
      if (failure) failed.push({ seed: cell.seed, reason: failure.reason });
    }
  }
  return {
    label,
    changes: differences(baseConfig.config, loaded.config),
    ...paper ? { paper } : {},
    cells: results,
    failed,
  };
}

async function resultOf(cell: Cell): Promise<CellResult | undefined> {
  if (!await isDone(cell)) return undefined;
  return {
    seed: cell.seed,
    images: await readCases((await measuredOn(cell))!.file),
    ...await costOf(cell.path),
  };
}

function metricsOf({ metrics, baseConfig: { config, registry } }: TablePlan): AblationMetric[] {
  return Object.entries(metrics).map(([name, paperKey]) => {
    const spec = config.evaluate.metrics.find(({ type }) => type === name)!;
    const { higherIsBetter } = registry.build("metric", spec, {});
    // What is better when higher are shares of 1 (overlaps); what is better when lower are distances.
    return { name, title: paperKey, paperKey, percent: higherIsBetter, higherIsBetter };
  });
}
