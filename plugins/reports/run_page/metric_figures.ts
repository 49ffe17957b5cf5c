import { shown } from "../ablation_format.ts";
import type { Point } from "../charts/decimate.ts";
import { lineChart } from "../charts/line_chart.ts";
import { figure } from "../html/figure.ts";
import type { AblationMetric } from "../statistics/cell.ts";
import { metricName, metricOf, unitOf, valueText } from "./metric_text.ts";
import { readable } from "./readable.ts";
import type { RunData, ValidationRecord } from "./run_data.ts";

/** The metrics at each validation: those in percent on one axis, every other on its own, and each by class. */
export function metricFigures(run: RunData): string[] {
  const names = [...new Set(run.validations.flatMap(({ means }) => Object.keys(means)))];
  const metrics = names.map((name) => metricOf(name, run));
  const whole = metrics.filter(({ name }) => name === metricName(name));
  const shares = whole.filter(({ percent }) => percent);
  const own = whole.filter(({ percent }) => !percent).map((metric) => [metric]);
  const ofClasses = metrics.filter((metric) => !whole.includes(metric));
  const groups = [shares, ...own, ...Map.groupBy(ofClasses, ({ name }) => metricName(name)).values()];
  return groups.filter(({ length }) => length > 0).map((group) => chart(group, run))
    .filter((found) => found !== null);
}

function chart(metrics: readonly AblationMetric[], run: RunData): string | null {
  const { validations } = run, [main] = run.metrics;
  const [{ title: only }] = metrics, unit = unitOf(metrics[0]);
  const name = metricName(metrics[0].name), classes = name !== metrics[0].name;
  const several = metrics.length > 1 ? "Validation" : `Validation: ${only}`;
  const title = classes ? `Validation: ${name} by class` : several;
  const series = metrics.map((metric, color) => ({
    name: classes ? metric.title.slice(name.length + 1) : metric.title,
    color,
    style: "points" as const,
    points: pointsOf(metric, run),
  })).filter(({ points }) => points.length > 0);
  if (series.length === 0) return null;
  const best = metrics.some(({ name }) => name === main?.name) ? bestOf(main, run) : null;
  const told = series.map(({ name, points }) =>
    `${name} ${readable(points[points.length - 1][1])} at the end`
  );
  return figure<ValidationRecord>({
    title,
    ...unit ? { unit } : {},
    chart: lineChart({
      label: `${title}: ${told.join(", ")}`,
      series,
      x: "epoch",
      span: [0, run.steps[run.steps.length - 1]?.epoch ?? series[0].points.at(-1)![0]],
      ...best ? { mark: { x: best[0], name: `best ${main.title}` } } : {},
    }),
    columns: [
      { title: "Step", cell: ({ step }) => String(step) },
      ...metrics.map((metric) => ({
        title: metric.title,
        cell: ({ means }: ValidationRecord) => valueText(means[metric.name], metric),
      })),
    ],
    rows: validations,
  });
}

/** A metric over epochs, in the unit shown. */
function pointsOf(metric: AblationMetric, { validations, steps }: RunData): Point[] {
  const pace = steps.length > 0 ? steps[steps.length - 1].epoch / steps[steps.length - 1].step : 1;
  return validations.flatMap(({ step, means }) => {
    const value = means[metric.name];
    return value == null ? [] : [[step * pace, shown(value, metric)] as const];
  });
}

function bestOf(metric: AblationMetric, run: RunData): Point | null {
  const points = pointsOf(metric, run), sign = metric.higherIsBetter ? 1 : -1;
  return points.length === 0 ? null : points.reduce((a, b) => sign * b[1] > sign * a[1] ? b : a);
}
