import { ablationMarkdown } from "../ablation_markdown.ts";
import type { AblationMetric } from "../statistics/cell.ts";
import type { Comparison } from "./compare_data.ts";

/** Whether a metric is of all classes; those of one class would make a line too long. */
const isWhole = ({ name }: AblationMetric) => !name.includes(":");

/** Runs beside each other as Markdown: for a terminal. */
export function compareText({ config, rows, table, notes }: Comparison): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const lines = [
    ["key", ...rows.map(({ label }) => label)],
    ...config.map(({ path, values }) => [path, ...values.map((value) => value ?? "-")]),
  ].map((line) => line.map(cell));
  const widths = lines[0].map((_, i) => Math.max(3, ...lines.map((line) => line[i].length)));
  const [head, ...body] = lines.map((line) =>
    `| ${line.map((text, i) => text.padEnd(widths[i])).join(" | ")} |`
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  const differs = config.length === 0 ? "The configs are the same." : [head, rule, ...body].join("\n");
  return [
    "# What differs",
    differs,
    ...notes.map((note) => `Note: ${note}.`),
    ...table ? [ablationMarkdown({ ...table, metrics: table.metrics.filter(isWhole) }).trimEnd()] : [],
  ].join("\n\n");
}
