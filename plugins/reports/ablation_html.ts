import { type Forest, forest } from "./ablation_forest.ts";
import { decimal, MARKS, memory, range, seedCount, shown, shownP, signed, time } from "./ablation_format.ts";
import { ablationGaps, ablationNotes, outside } from "./ablation_notes.ts";
import { ABLATION_STYLE } from "./ablation_style.ts";
import type { AblationTable, TableCell, TableRow, TableSection } from "./ablation_table.ts";
import { escapeHtml } from "./ablation_escape.ts";
import type { AblationMetric } from "./statistics/cell.ts";

/**
 * A table as one HTML file that needs nothing else, no script either: for each section and metric the rows with their forest
 * plot, then what a row cost, what failed, and what every number is.
 */
export function ablationHtml(table: AblationTable): string {
  const title = escapeHtml(table.title), gaps = ablationGaps(table);
  const body = [
    `<h1>${title}</h1>`,
    ...table.sections.map((section) => part(section, table)),
    gaps.length > 0 ? `<h2>Without a result</h2>${list(gaps)}` : "",
    `<h2>What the numbers are</h2>${list(ablationNotes(table))}`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${ABLATION_STYLE}</style>
</head>
<body>
<main>
${body.filter(Boolean).join("\n")}
</main>
</body>
</html>
`;
}

function part(section: TableSection, table: AblationTable): string {
  const heading = section.title === null ? "" : `<h2>${escapeHtml(section.title)}</h2>\n`;
  const metrics = table.metrics.map((metric) => scores(section, metric, table));
  const base = outside(section) ? `<p>Compared with ${escapeHtml(section.base)}</p>\n` : "";
  return `<section>\n${heading}${base}${[...metrics, costs(section, table)].join("\n")}\n</section>`;
}

/** One metric of a section. */
function scores(section: TableSection, metric: AblationMetric, table: AblationTable): string {
  const drawn = forest(section, metric);
  const printed = section.rows.some(({ cells }) => cells[metric.name].paper !== null);
  const columns = [
    "Row",
    "Mean",
    "sd",
    ...(drawn ? ["Difference", "", "p"] : []),
    ...(printed ? ["Paper"] : []),
  ];
  const rows = section.rows.map((row) => {
    const found = row.cells[metric.name];
    const cells = [
      ...measured(found, metric),
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
    ? `<tfoot><tr><td colspan="4"></td><td class="wide">${drawn.axis}</td></tr></tfoot>`
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
  const rows = section.rows.map((row) => {
    const { seconds, peakBytes } = row;
    const cells = [
      cell("Seeds", seedCount(row, table)),
      cell("Time", seconds === null ? "" : time(seconds)),
      cell("Memory", peakBytes === null ? "" : memory(peakBytes)),
      `<td class="changes">${
        row.changes.map((change) => `<code>${escapeHtml(change)}</code>`).join(" ")
      }</td>`,
    ];
    return `<tr>${head(row)}${cells.join("")}</tr>`;
  });
  return grid("What a row is and costs", ["Row", "Seeds", "Time", "Memory", "Changes"], rows, "");
}

function grid(caption: string, columns: readonly string[], rows: readonly string[], foot: string): string {
  const heads = columns.map((name) => `<th scope="col">${name}</th>`).join("");
  return `<table><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>\n${
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
  `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
