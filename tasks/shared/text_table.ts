/** A column of a table of rows `T`. */
export interface TextColumn<T> {
  /** Heading. */
  readonly title: string;
  /** Numbers stand right. */
  readonly right?: boolean;
  /** Text of a row's cell. */
  readonly cell: (row: T) => string;
}

/** Lines of a table with its heading, two blanks before each column. */
export function textTable<T>(columns: readonly TextColumn<T>[], rows: readonly T[]): string[] {
  const lines = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ cell }) => cell(row))),
  ];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  const pad = (text: string, i: number) =>
    columns[i].right ? text.padStart(widths[i]) : text.padEnd(widths[i]);
  return lines.map((line) => `  ${line.map(pad).join("  ").trimEnd()}`);
}
