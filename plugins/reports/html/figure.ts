import { escapeHtml } from "../ablation_escape.ts";
import { sample } from "../charts/decimate.ts";
import { type Column, table } from "./table.ts";

/** A chart with its title, and its numbers as a table behind it. */
export interface ChartFigure<T> {
  /** What y is. */
  readonly title: string;
  /** Its unit, or a word on how to read it. */
  readonly unit?: string;
  /** The SVG. */
  readonly chart: string;
  /** Below the chart, as text. */
  readonly note?: string;
  /** The numbers behind it. */
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
}

/** Rows of a table behind a chart: the files of the run have all. */
const MOST_ROWS = 40;

/** A chart and what it was drawn from. */
export function figure<T>({ title, unit, chart, note, columns, rows }: ChartFigure<T>): string {
  const shown = sample(rows, MOST_ROWS);
  const count = shown.length < rows.length ? `${shown.length} of ${rows.length} rows` : "Numbers";
  return `<figure><figcaption>${escapeHtml(title)}${
    unit ? `<small>${escapeHtml(unit)}</small>` : ""
  }</figcaption>${chart}${
    note ? `<small>${escapeHtml(note)}</small>` : ""
  }<details><summary>${count}<span class="quiet">: ${escapeHtml(title)}</span></summary>${
    table(columns, shown, { label: title, fit: true })
  }</details></figure>`;
}
