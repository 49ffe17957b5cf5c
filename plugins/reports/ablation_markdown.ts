import { decimal, MARKS, memory, range, seedCount, shown, shownP, signed, time } from "./ablation_format.ts";
import { ablationGaps, ablationNotes, outside } from "./ablation_notes.ts";
import type { AblationTable, TableCell, TableRow, TableSection } from "./ablation_table.ts";
import type { AblationMetric } from "./statistics/cell.ts";

/**
 * A table as Markdown, its columns aligned: a row a variant; for each metric mean, difference to the base row with its p, and
 * the paper's number; below it what failed and what every number is.
 */
export function ablationMarkdown(table: AblationTable): string {
  const gaps = ablationGaps(table);
  const parts = [
    `# ${inline(table.title)}`,
    ...table.sections.flatMap((section) => [
      ...(section.title === null ? [] : [`## ${inline(section.title)}`]),
      ...(outside(section) ? [`Compared with "${inline(section.base)}".`] : []),
      aligned(grid(section, table)),
    ]),
    ...(gaps.length > 0 ? [`Without a result:\n\n${gaps.map((gap) => `- ${inline(gap)}`).join("\n")}`] : []),
    ablationNotes(table).map((note) => `- ${sentence(note)}`).join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Header and rows, as text cells. */
function grid(section: TableSection, table: AblationTable): string[][] {
  const metrics = table.metrics.map((metric) => ({
    metric,
    printed: section.rows.some(({ cells }) => cells[metric.name].paper !== null),
  }));
  const header = [
    "row",
    ...metrics.flatMap(({ metric, printed }) => {
      const title = `${inline(metric.title)}${metric.percent ? " %" : ""} ${
        metric.higherIsBetter ? "↑" : "↓"
      }`;
      return [title, "sd", `Δ ${inline(metric.title)}`, "p", ...(printed ? ["paper"] : [])];
    }),
    "seeds",
    "time",
    "memory",
  ];
  const rows = section.rows.map((row) => [
    inline(row.label) + (row.isBase ? " (base)" : ""),
    ...metrics.flatMap(({ metric, printed }) => {
      const cells = ours(row.cells[metric.name], metric);
      return printed ? [...cells, theirs(row.cells[metric.name], metric)] : cells;
    }),
    ...costs(row, table),
  ]);
  return [header, ...rows];
}

function ours({ estimate, difference }: TableCell, metric: AblationMetric): string[] {
  const text = (mean: number, interval: readonly [number, number], format: typeof decimal) =>
    `${format(shown(mean, metric), metric)} ${range(interval, metric, format)}`;
  return [
    estimate ? text(estimate.mean, estimate.interval, decimal) : "",
    estimate?.deviation == null ? "" : decimal(shown(estimate.deviation, metric), metric),
    difference ? `${text(difference.mean, difference.interval, signed)}${MARKS[difference.significant]}` : "",
    difference ? shownP(difference) : "",
  ];
}

function theirs({ paper, paperDifference }: TableCell, metric: AblationMetric): string {
  if (paper === null) return "";
  const difference = paperDifference === null ? "" : ` (${signed(paperDifference, metric)})`;
  return `${decimal(paper, metric)}${difference}`;
}

function costs(row: TableRow, table: AblationTable): [string, string, string] {
  const { seconds, peakBytes } = row;
  return [
    seedCount(row, table),
    seconds === null ? "" : time(seconds),
    peakBytes === null ? "" : memory(peakBytes),
  ];
}

/** The first column from the left, numbers from the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, i) => Math.max(3, ...rows.map((row) => [...row[i]].length)));
  const pad = (text: string, i: number) => {
    const space = " ".repeat(widths[i] - [...text].length);
    return i === 0 ? text + space : space + text;
  };
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = widths.map((width, i) => i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`);
  const [header, ...body] = rows.map((row) => line(row.map(pad)));
  return [header, line(rule), ...body].join("\n");
}

/** Text of others as nothing but text in Markdown, on one line. */
function inline(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\|`<*_[\]]/g, "\\$&");
}

/** Our own sentences keep their brackets and marks. */
function sentence(text: string): string {
  return text.replaceAll(/[\\|`<_]/g, "\\$&");
}
