import { shown } from "../ablation_format.ts";
import { quantile } from "../bootstrap.ts";
import { type Bin, bins, histogram } from "../charts/histogram.ts";
import { figure } from "../html/figure.ts";
import type { Section } from "../html/page.ts";
import type { AblationMetric } from "../statistics/cell.ts";
import { metricName, metricOf, unitOf, valueText } from "./metric_text.ts";
import type { EvaluationData, RunData } from "./run_data.ts";

/** How the images are distributed over the values of each metric; of single classes the table of all images tells. */
export function distributionSection({ cases, summary }: EvaluationData, run: RunData): Section | null {
  const names = Object.values(summary.sets).flatMap(({ metrics }) => Object.keys(metrics))
    .filter((name) => name === metricName(name));
  const charts = names.map((name) => {
    const values = cases.map((one) => one.values[name]).filter((value) => value != null);
    return chart(values, metricOf(name, run));
  }).filter(Boolean);
  if (charts.length === 0) return null;
  return { id: "distribution", title: "Every image", body: `<div class="charts">${charts.join("\n")}</div>` };
}

function chart(found: readonly number[], metric: AblationMetric): string {
  if (found.length < 2) return "";
  const values = found.map((value) => shown(value, metric)), sorted = Float64Array.from(found).sort();
  const [first, middle, third] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  const text = (value: number) => valueText(value, metric), unit = unitOf(metric);
  const label =
    `${metric.title} of ${found.length} images: median ${text(middle)} ${unit}, half of them from ` +
    `${text(first)} to ${text(third)}, lowest ${text(sorted[0])}, highest ${text(sorted[sorted.length - 1])}`;
  return figure<Bin>({
    title: metric.title,
    unit: `number of images; ${metric.higherIsBetter ? "higher" : "lower"} is better`,
    chart: histogram({
      label,
      values,
      x: `${metric.title}${unit ? `, ${unit}` : ""}`,
      marks: [{ x: shown(middle, metric), name: `median ${text(middle)}` }],
    }),
    note: `Middle half: ${text(first)} to ${text(third)}; lowest ${text(sorted[0])}, highest ${
      text(sorted[sorted.length - 1])
    }`,
    columns: [
      { title: unit ? `From, ${unit}` : "From", cell: ({ low }) => String(Number(low.toFixed(6))) },
      { title: unit ? `To, ${unit}` : "To", cell: ({ high }) => String(Number(high.toFixed(6))) },
      { title: "Images", cell: ({ count }) => String(count) },
    ],
    rows: bins(values),
  });
}
