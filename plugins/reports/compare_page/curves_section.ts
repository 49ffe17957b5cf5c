import { escapeHtml } from "../ablation_escape.ts";
import { shown } from "../ablation_format.ts";
import type { Point } from "../charts/decimate.ts";
import { lineChart, type Series } from "../charts/line_chart.ts";
import { figure } from "../html/figure.ts";
import type { Section } from "../html/page.ts";
import { readable } from "../run_page/readable.ts";
import type { RunData } from "../run_page/run_data.ts";
import type { Comparison } from "./compare_data.ts";

/** A value over the epochs of each run. */
interface Curves {
  readonly title: string;
  readonly unit?: string;
  readonly of: (run: RunData) => Point[];
  readonly reach?: readonly number[];
}

/** How the trainings went, one curve a run; those of one row share a colour. */
export function curvesSection(comparison: Comparison): Section | null {
  const [metric] = comparison.runs[0].metrics;
  const charts = [
    draw(comparison, {
      title: "Loss",
      of: ({ steps }) => steps.map(({ epoch, loss }) => [epoch, loss]),
      reach: [0],
    }),
    metric
      ? draw(comparison, {
        title: `Validation: ${metric.title}`,
        ...metric.percent ? { unit: "%" } : {},
        of: ({ steps, validations }) => {
          const last = steps[steps.length - 1], pace = last ? last.epoch / last.step : 1;
          return validations.flatMap(({ step, means }) => {
            const value = means[metric.name];
            return value == null ? [] : [[step * pace, shown(value, metric)] as const];
          });
        },
      })
      : null,
    draw(comparison, {
      title: "Images a second",
      of: ({ steps }) =>
        steps.slice(1).flatMap(({ epoch, imagesPerSecond: pace }) =>
          pace === undefined ? [] : [[epoch, pace] as const]
        ),
      reach: [0],
    }),
  ].filter((chart) => chart !== null);
  if (charts.length === 0) return null;
  return { id: "curves", title: "Training", body: `<div class="charts">${charts.join("\n")}</div>` };
}

/** What tells names apart is at their end. */
const tail = (name: string) => name.length > 18 ? `…${name.slice(-16)}` : name;

function draw({ rows, runs }: Comparison, { title, unit, of, reach }: Curves): string | null {
  const series = rows.flatMap(({ label, runs: members }, color) =>
    members.map((i): Series => {
      const name = members.length > 1 ? runs[i].folder.split("/").at(-1)! : label;
      return { name: tail(name), color, points: of(runs[i]) };
    })
  ).filter(({ points }) => points.length > 0);
  if (series.length === 0) return null;
  const ends = series.map(({ name, points }) => ({ name, points, last: points[points.length - 1] }));
  return figure({
    title,
    ...unit ? { unit } : {},
    chart: lineChart({
      label: `${title}: ${
        ends.map(({ name, last }) => `${name} ${readable(last[1])} at the end`).join(", ")
      }`,
      series,
      x: "epoch",
      ...reach ? { reach } : {},
    }),
    columns: [
      { title: "Run", text: true, cell: ({ name }) => escapeHtml(name) },
      { title: "Records", cell: ({ points }) => String(points.length) },
      { title: "First", cell: ({ points }) => readable(points[0][1]) },
      { title: "Last", cell: ({ last }) => readable(last[1]) },
    ],
    rows: ends,
  });
}
