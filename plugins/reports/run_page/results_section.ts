import { escapeHtml } from "../ablation_escape.ts";
import type { Section } from "../html/page.ts";
import { table } from "../html/table.ts";
import type { AblationMetric } from "../statistics/cell.ts";
import type { MetricSummary } from "../summary.ts";
import { intervalText, metricOf, unitOf, valueText } from "./metric_text.ts";
import type { EvaluationData, RunData } from "./run_data.ts";

/** Both metric sets, each a table with intervals. */
export function resultsSection({ split, summary }: EvaluationData, run: RunData): Section {
  const { count, sets, bootstrap } = summary;
  const tables = Object.values(sets).map(({ title, metrics }) => set(title, metrics, run));
  return {
    id: "results",
    title: "Results",
    body: [
      `<p>${count} images of the ${escapeHtml(split)} split, each at its own size.</p>`,
      `<div class="sets">${tables.join("\n")}</div>`,
      `<p><small>Interval: 95 %, percentile bootstrap of the mean over images (${bootstrap.resamples} resamples, seed ${bootstrap.seed}):
for other images, not for other trainings. A missed structure counts with its value; images where a metric is 0/0 are left out of its mean.</small></p>`,
    ].join("\n"),
  };
}

function set(title: string, metrics: Readonly<Record<string, MetricSummary>>, run: RunData): string {
  const rows = Object.entries(metrics).map(([name, found]) => ({ metric: metricOf(name, run), found }));
  return table(
    [
      { title: "Metric", text: true, cell: ({ metric }) => named(metric) },
      { title: "Mean", cell: ({ metric, found }) => `<b>${valueText(found.mean, metric)}</b>` },
      { title: "95 % interval", cell: ({ metric, found }) => intervalText(found, metric) || "–" },
      { title: "sd", cell: ({ metric, found }) => valueText(found.deviation, metric) },
      { title: "Images", cell: ({ found }) => String(found.n) },
    ],
    rows,
    { label: title, caption: heading(title), fit: true },
  );
}

function named(metric: AblationMetric): string {
  const unit = unitOf(metric);
  return escapeHtml(metric.title) + (unit ? `<span class="quiet">, ${unit}</span>` : "");
}

/** The remark in brackets is quieter than what it remarks on. */
function heading(title: string): string {
  const [, name, remark] = /^(.*?)(?: \((.*)\))?$/.exec(title)!;
  return `${escapeHtml(name)}${remark ? ` <small>${escapeHtml(remark)}</small>` : ""}`;
}
