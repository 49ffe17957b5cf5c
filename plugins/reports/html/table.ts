import { escapeHtml } from "../ablation_escape.ts";

/** A column of a table of rows `T`. */
export interface Column<T> {
  /** Heading, as text. */
  readonly title: string;
  /** HTML of a row's cell. */
  readonly cell: (row: T) => string;
  /** Text stands left, numbers right. */
  readonly text?: boolean;
  /** What the column is sorted by on a click; absent: it is not. */
  readonly sort?: (row: T) => string | number | null;
}

/** How a table stands on its page. */
export interface TableOptions {
  /** What it holds, for a screen reader. */
  readonly label: string;
  /** HTML above it. */
  readonly caption?: string;
  /** Only as wide as it has to be. */
  readonly fit?: boolean;
}

/** A table whose first column names the row. It scrolls by itself where it is wider than the page. */
export function table<T>(
  columns: readonly Column<T>[],
  rows: readonly T[],
  { label, caption, fit = false }: TableOptions,
): string {
  const heads = columns.map(({ title, text, sort }) => {
    const name = escapeHtml(title);
    return `<th scope="col"${text ? ' class="text"' : ""}>${
      sort ? `<button type="button">${name}</button>` : name
    }</th>`;
  });
  const body = rows.map((row) =>
    `<tr>${columns.map((column, i) => cell(column, row, i === 0)).join("")}</tr>`
  );
  const region = `role="region" tabindex="0" aria-label="${escapeHtml(label)}"`;
  return `<div class="scroll" ${region}><table${fit ? ' class="fit"' : ""}>${
    caption ? `<caption>${caption}</caption>` : ""
  }<thead><tr>${heads.join("")}</tr></thead><tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}

function cell<T>({ cell, text, sort }: Column<T>, row: T, names: boolean): string {
  const kind = text ? ' class="text"' : "";
  const key = sort ? ` data-sort="${escapeHtml(String(sort(row) ?? ""))}"` : "";
  return names ? `<th scope="row"${kind}${key}>${cell(row)}</th>` : `<td${kind}${key}>${cell(row)}</td>`;
}
