import type { ImageResult } from "@dragsaw/reports";

/** Columns of `cases.csv` that are no metrics. */
const ABOUT: readonly string[] = ["id", "file", "height", "width"];

/** The metrics of every image in a `cases.csv`, by the report `csv`. An empty field is NaN: 0/0. */
export async function readCases(file: string): Promise<ImageResult[]> {
  const [header, ...rows] = parseRecords(await Deno.readTextFile(file));
  const metrics = header.map((name, column) => ({ name, column })).filter(({ name }) =>
    !ABOUT.includes(name)
  );
  const id = header.indexOf("id");
  return rows.map((row) => ({
    id: row[id],
    values: Object.fromEntries(
      metrics.map(({ name, column }) => [name, row[column] === "" ? NaN : Number(row[column])]),
    ),
  }));
}

/**
 * Records of RFC 4180.
 *
 * @throws {SyntaxError} for an open quote.
 */
export function parseRecords(text: string): string[][] {
  const records: string[][] = [];
  let fields: string[] = [], at = 0;
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  while (at < text.length) {
    field.lastIndex = at;
    const found = field.exec(text);
    if (!found) throw new SyntaxError(`Cannot read a CSV record: found an open quote at character ${at}`);
    const [whole, quoted, plain, end] = found;
    fields.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ",") {
      records.push(fields);
      fields = [];
    }
    at += whole.length;
  }
  return records;
}
