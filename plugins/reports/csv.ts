import { type Report, writeAtomic } from "@dragsaw/core";
import { type Component, define } from "@dragsaw/core/registry";
import { checkedMetrics } from "./metrics.ts";

/** Report `csv`: one row a case. */
export const csv: Component = define("report", "csv", {
  summary: "cases.csv: id, file, height, width and every metric, one row an image",
  options: () => ({}),
  build: () => createCsv(),
});

/**
 * Writes `cases.csv` (RFC 4180: CRLF, quotes doubled), rows by id. A metric that is undefined for a case leaves its field empty.
 *
 * @throws {RangeError} When a metric is NaN or infinite.
 */
export function createCsv(): Report {
  let rows: { id: string; fixed: (string | number)[]; metrics: Readonly<Record<string, number | null>> }[] =
    [];
  return {
    onCase({ id, file, image, metrics }) {
      rows.push({ id, fixed: [id, file, image.height, image.width], metrics: checkedMetrics(id, metrics) });
      return Promise.resolve();
    },
    async onEnd(_summary, folder) {
      const columns = [...new Set(rows.flatMap(({ metrics }) => Object.keys(metrics)))];
      const records = rows.toSorted((a, b) => a.id < b.id ? -1 : 1)
        .map(({ fixed, metrics }) => record([...fixed, ...columns.map((name) => metrics[name] ?? null)]));
      await writeAtomic(
        `${folder}/cases.csv`,
        [record(["id", "file", "height", "width", ...columns]), ...records].join(""),
      );
      rows = [];
    },
  };
}

/**
 * One record of RFC 4180 with its line break. Null becomes an empty field.
 *
 * @example A comma needs quotes, a quote is doubled
 * ```ts
 * import { record } from "@dragsaw/reports";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(record(["a,b", 'say "x"', null, 0.5]), '"a,b","say ""x""",,0.5\r\n');
 * ```
 */
export function record(fields: readonly (string | number | null)[]): string {
  const escaped = fields.map((field) => {
    const text = field === null ? "" : String(field);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${escaped.join(",")}\r\n`;
}
