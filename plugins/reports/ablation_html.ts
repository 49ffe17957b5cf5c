import { type Forest, forest } from "./ablation_forest.ts";
import {
  counted,
  decimal,
  MARKS,
  memory,
  range,
  seedCount,
  shown,
  shownP,
  signed,
  time,
} from "./ablation_format.ts";
import { ablationGaps, ablationNotes, outside } from "./ablation_notes.ts";
import { renderPage, type Section } from "./html/page.ts";
import type { AblationTable, TableCell, TableRow, TableSection } from "./ablation_table.ts";
import { escapeHtml } from "./ablation_escape.ts";
import type { AblationMetric } from "./statistics/cell.ts";

/**
 * A table as one HTML file that needs nothing else: for each section and metric the rows with their forest plot, then what a
 * row cost, what failed, and what every number is.
 */
export function ablationHtml(table: AblationTable): string {
  const { title, seeds, images, split, sections } = table;
  const rows = sections.reduce((sum, section) => sum + section.rows.length, 0);
  return renderPage({
    title,
    lead: `<p class="lead">${counted(rows, "row")}, ${counted(seeds.length, "seed")} (${seeds.join(", ")}), ${
      counted(images, "image")
    } of the ${split} split</p>`,
    sections: ablationSections(table),
  });
}

/** The parts of a table's page. */
export function ablationSections(table: AblationTable): Section[] {
  const gaps = ablationGaps(table);
  return [
    ...table.sections.map((section, i) => part(section, table, `part-${i + 1}`)),
    ...gaps.length > 0 ? [{ id: "gaps", title: "Without a result", body: list(gaps) }] : [],
    { id: "notes", title: "What the numbers are", body: list(ablationNotes(table)) },
  ];
}

function part(section: TableSection, table: AblationTable, id: string): Section {
  const metrics = table.metrics.map((metric) => scores(section, metric, table));
  const base = outside(section) ? `<p>Compared with ${escapeHtml(section.base)}</p>\n` : "";
  return {
    id,
    title: section.title ?? "Results",
    body: `${base}${[...metrics, costs(section, table)].join("\n")}`,
  };
}

/** One metric of a section. */
function scores(section: TableSection, metric: AblationMetric, table: AblationTable): string {
  const drawn = forest(section, metric);
  const printed = section.rows.some(({ cells }) => cells[metric.name].paper !== null);
  const columns = [
    "Row",
    "Mean",
    ...(table.seeds.length > 1 ? ["sd"] : []),
    ...(drawn ? ["Difference", "Interval", "p"] : []),
    ...(printed ? ["Paper"] : []),
  ];
  const rows = section.rows.map((row) => {
    const found = row.cells[metric.name];
    const cells = [
      ...measured(found, metric).slice(0, table.seeds.length > 1 ? 2 : 1),
      ...(drawn ? compared(found, metric, drawn, row.isBase) : []),
      ...(printed ? [theirs(found, metric)] : []),
    ];
    return `<tr${row.isBase ? ' class="base"' : ""}>${head(row)}${cells.join("")}</tr>`;
  });
  const better = metric.higherIsBetter ? "higher is better" : "lower is better";
  const measure = `${escapeHtml(metric.title)}${metric.percent ? ", %" : ""}`;
  const caption = `${measure} <small>${better}; seeds ${
    table.seeds.join(", ")
  }; ${table.images} images</small>`;
  const foot = drawn
    ? `<tfoot><tr><td colspan="${
      table.seeds.length > 1 ? 4 : 3
    }"></td><td class="wide">${drawn.axis}</td></tr></tfoot>`
    : "";
  return grid(caption, columns, rows, foot);
}

function measured({ estimate }: TableCell, metric: AblationMetric): string[] {
  if (!estimate) return [cell("Mean", ""), cell("sd", "")];
  const { mean, interval, deviation } = estimate;
  return [
    cell("Mean", number(mean, interval, metric, decimal)),
    cell("sd", deviation === null ? "" : decimal(shown(deviation, metric), metric)),
  ];
}

function compared(
  { difference }: TableCell,
  metric: AblationMetric,
  drawn: Forest,
  isBase: boolean,
): string[] {
  if (!difference) return [cell("Difference", isBase ? "base" : ""), '<td class="wide"></td>', cell("p", "")];
  const { mean, interval, significant } = difference;
  return [
    cell("Difference", number(mean, interval, metric, signed) + MARKS[significant]),
    `<td class="wide">${drawn.plot(difference)}</td>`,
    cell("p", escapeHtml(shownP(difference))),
  ];
}

function theirs({ paper, paperDifference }: TableCell, metric: AblationMetric): string {
  if (paper === null) return cell("Paper", "");
  const difference = paperDifference === null ? "" : ` <small>${signed(paperDifference, metric)}</small>`;
  return cell("Paper", decimal(paper, metric) + difference);
}

/** Seeds, time and memory of a section. */
function costs(section: TableSection, table: AblationTable): string {
  const changed = section.rows.some(({ changes }) => changes.length > 0);
  const rows = section.rows.map((row) => {
    const { seconds, peakBytes } = row;
    const cells = [
      cell("Seeds", seedCount(row, table)),
      cell("Time", seconds === null ? "" : time(seconds)),
      cell("Memory", peakBytes === null ? "" : memory(peakBytes)),
      ...changed ? [changes(row)] : [],
    ];
    return `<tr>${head(row)}${cells.join("")}</tr>`;
  });
  const columns = ["Row", "Seeds", "Time", "Memory", ...changed ? ["Changes"] : []];
  return grid(changed ? "What a row is and costs" : "What a row costs", columns, rows, "");
}

const changes = ({ changes }: TableRow) =>
  `<td class="changes">${changes.map((change) => `<code>${escapeHtml(change)}</code>`).join(" ")}</td>`;

function grid(caption: string, columns: readonly string[], rows: readonly string[], foot: string): string {
  const heads = columns.map((name) =>
    `<th scope="col"${name === "Changes" ? ' class="changes"' : ""}>${name}</th>`
  )
    .join("");
  return `<table class="forest"><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>\n${
    rows.join("\n")
  }\n</tbody>${foot}</table>`;
}

const head = ({ label }: TableRow) => `<th scope="row">${escapeHtml(label)}</th>`;

/** A cell that tells what it is where the header is not shown. */
const cell = (name: string, html: string) => `<td data-name="${name}">${html}</td>`;

const number = (
  value: number,
  interval: readonly [number, number],
  metric: AblationMetric,
  format: typeof decimal,
) => `<b>${format(shown(value, metric), metric)}</b> <small>${range(interval, metric, format)}</small>`;

const list = (items: readonly string[]) =>
  `<ul class="notes">${items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
