/** A column of a table. */
export interface Column<T> {
  /** Heading. */
  readonly title: string;
  /** Numbers stand right. */
  readonly right?: boolean;
  /** Text of a row's cell. */
  readonly cell: (row: T) => string;
}

/** A Markdown table whose columns line up. */
export function markdownTable<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ cell }) => cell(row))),
  ];
  const widths = columns.map((_, i) => Math.max(3, ...cells.map((line) => line[i].length)));
  const write = (line: readonly string[]) => `| ${line.join(" | ")} |`;
  const pad = (line: readonly string[]) =>
    write(line.map((text, i) => columns[i].right ? text.padStart(widths[i]) : text.padEnd(widths[i])));
  const rule = columns.map(({ right }, i) => right ? `${"-".repeat(widths[i] - 1)}:` : "-".repeat(widths[i]));
  return [pad(cells[0]), write(rule), ...cells.slice(1).map(pad)].join("\n");
}

/** Lines between which a tool writes in a file that people write. */
const BEGIN = "<!-- bench: written by deno task bench -->", END = "<!-- bench: end -->";

/** `text` with `block` between its markers. @throws {SyntaxError} when it has no markers. */
export function replaceBetweenMarkers(text: string, block: string): string {
  const begin = text.indexOf(BEGIN), end = text.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new SyntaxError(`Cannot write the table: found no lines "${BEGIN}" and "${END}" in that order`);
  }
  return `${text.slice(0, begin + BEGIN.length)}\n\n${block.trim()}\n\n${text.slice(end)}`;
}
