import { duration } from "../shared/progress.ts";
import type { Cell } from "./cell.ts";
import { differences } from "./differences.ts";
import { measured, timeLeft } from "./pace.ts";
import { cellsOf, type PlannedRow, rowsOf, type TablePlan } from "./table_plan.ts";

/** What a sweep would train: rows, what differs from the base, cells with their numbers, what is done, and for how long. */
export async function dryRun(plan: TablePlan, jobs: number): Promise<string> {
  const cells = cellsOf(plan), { done, pace } = await measured(cells);
  const rows = rowsOf(plan), count = rows.length * plan.seeds.length;
  const shared = count === cells.length ? "" : `, ${cells.length} that differ`;
  const left = cells.length - done.length;
  const seconds = timeLeft(pace, { running: [], open: left, jobs });
  return [
    plan.title,
    `Base: ${plan.base}`,
    `${rows.length} rows x seeds ${
      plan.seeds.join(", ")
    } = ${count} cells${shared}; ${done.length} done, ${left} left`,
    ...plan.sections.flatMap(({ title, compare, rows }) => [
      "",
      plan.sections.length > 1 ? `${title}  (compared with ${compare})` : `Compared with ${compare}`,
      ...rows.flatMap((row) => describe(row, { plan, cells, done })),
    ]),
    "",
    seconds === undefined
      ? `Estimate: none, as no cell is done; the first one will tell`
      : `Estimate: ${duration(seconds)} with ${jobs} at once, by the mean of ${done.length} that are done`,
  ].join("\n");
}

function describe(
  { label, paper, loaded, cells }: PlannedRow,
  { plan, cells: all, done }: { plan: TablePlan; cells: readonly Cell[]; done: readonly Cell[] },
): string[] {
  const known = new Set(done.map(({ hash }) => hash));
  const first = all.find(({ hash }) => hash === cells[0].hash)!;
  const numbers = cells.map(({ hash }) => {
    const number = all.findIndex((cell) => cell.hash === hash);
    return `${number}${known.has(hash) ? " done" : ""}`;
  });
  const same = first.label === label ? "" : `, the same as ${first.label}`;
  const printed = Object.entries(paper ?? {}).map(([name, value]) => `${name} ${value.toFixed(2)}`).join(" ");
  const changes = differences(plan.baseConfig.config, loaded.config);
  return [
    `  ${label}${printed && `  (paper: ${printed})`}`,
    `      cells ${numbers.join(", ")}${same}`,
    ...(changes.length > 0 ? changes : ["the base as it is"]).map((line) => `      ${line}`),
  ];
}
