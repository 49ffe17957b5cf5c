import { escapeHtml } from "../ablation_escape.ts";
import { shown, signed } from "../ablation_format.ts";
import { scatter } from "../charts/scatter.ts";
import { figure } from "../html/figure.ts";
import type { Section } from "../html/page.ts";
import { type Column, table } from "../html/table.ts";
import { unitOf, valueText } from "../run_page/metric_text.ts";
import type { AblationMetric } from "../statistics/cell.ts";
import type { CasePair, Comparison } from "./compare_data.ts";

/** Images listed. */
const LISTED = 12;

/** Image by image: each row against the first, and the images that they disagree most on. */
export function pairsSection(comparison: Comparison): Section | null {
  const { table: measured, cases, rows } = comparison;
  if (!measured || rows.length < 2 || cases.length === 0) return null;
  const [metric] = measured.metrics;
  const charts = rows.slice(1).map(({ label }, i) => against(label, i + 1, comparison, metric)).filter(
    Boolean,
  );
  return {
    id: "images",
    title: `Image by image: ${metric.title}`,
    body: `<div class="charts">${charts.join("\n")}</div><h3>Furthest apart</h3>${list(comparison, metric)}`,
  };
}

function against(label: string, row: number, { cases, rows }: Comparison, metric: AblationMetric): string {
  const pairs = cases.flatMap(({ id, values }) => {
    const [x, y] = [values[0], values[row]];
    return x === null || y === null ? [] : [{ name: id, x: shown(x, metric), y: shown(y, metric) }];
  });
  if (pairs.length === 0) return "";
  const better = pairs.filter(({ x, y }) => metric.higherIsBetter ? y > x : y < x).length;
  const worse = pairs.filter(({ x, y }) => metric.higherIsBetter ? y < x : y > x).length;
  const told = `better on ${better} of ${pairs.length} images, worse on ${worse}`;
  const unit = unitOf(metric), base = rows[0].label;
  return figure({
    title: label,
    unit: `${metric.title}${unit && `, ${unit}`}`,
    chart: scatter({
      label: `${metric.title} of ${label} against ${base}, a dot an image: ${told}`,
      pairs,
      x: `${base}${unit && `, ${unit}`}`,
      equal: true,
    }),
    note: `${told[0].toUpperCase()}${told.slice(1)}. On the dashed line both are the same.`,
    columns: [
      { title: "Image", text: true, cell: ({ name }) => escapeHtml(name) },
      { title: base, cell: ({ x }) => x.toFixed(2) },
      { title: label, cell: ({ y }) => y.toFixed(2) },
    ],
    rows: pairs,
  });
}

function list({ cases, rows, runs }: Comparison, metric: AblationMetric): string {
  const pictures = rows.map(({ runs: [first] }) =>
    new Map(runs[first].evaluations.flatMap((one) => one.cases.map(({ id, thumbnail }) => [id, thumbnail])))
  );
  const columns: Column<CasePair>[] = [
    { title: "Image", text: true, cell: ({ id }) => escapeHtml(id) },
    ...rows.map(({ label }, i): Column<CasePair> => ({
      title: label,
      cell: ({ id, values }) => `${thumbnail(pictures[i].get(id), id, label)}${valueText(values[i], metric)}`,
    })),
    ...rows.length === 2
      ? [{
        title: "Difference",
        cell: ({ values: [a, b] }: CasePair) =>
          a === null || b === null ? "–" : signed(shown(b - a, metric), metric),
      }]
      : [],
  ];
  return table(columns, cases.slice(0, LISTED), { label: "Images furthest apart", fit: true });
}

function thumbnail(uri: string | null | undefined, id: string, label: string): string {
  if (!uri) return "";
  const text = escapeHtml(`${id} by ${label}: outlines of truth and prediction`);
  return `<img class="thumb" src="${uri}" width="96" decoding="async" alt="${text}">`;
}
