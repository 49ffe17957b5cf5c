import type {
  AblationMetric,
  AblationResult,
  AblationSection,
  CellResult,
  RowResult,
} from "@dragsaw/reports";
import { readCases } from "./cases.ts";
import { casesFile, type Cell, failureOf, isDone } from "./cell.ts";
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
    ...plan.sections.length > 1 ? { sections: plan.sections.map(sectionOf) } : {},
  };
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
  return { seed: cell.seed, images: await readCases(casesFile(cell)), ...await costOf(cell.path) };
}

function metricsOf({ metrics, baseConfig: { config, registry } }: TablePlan): AblationMetric[] {
  return Object.entries(metrics).map(([name, paperKey]) => {
    const spec = config.evaluate.metrics.find(({ type }) => type === name)!;
    const { higherIsBetter } = registry.build("metric", spec, {});
    // What is better when higher are shares of 1 (overlaps); what is better when lower are distances.
    return { name, title: paperKey, paperKey, percent: higherIsBetter, higherIsBetter };
  });
}
