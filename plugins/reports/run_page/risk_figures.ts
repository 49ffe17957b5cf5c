import { shown } from "../ablation_format.ts";
import type { Point } from "../charts/decimate.ts";
import { lineChart } from "../charts/line_chart.ts";
import type { CalibrationFile } from "../evaluation/calibration.ts";
import { figure } from "../html/figure.ts";
import { metricOf } from "./metric_text.ts";
import { imageRisk } from "./image_risk.ts";
import { readable } from "./readable.ts";
import type { EvaluationData, RunData } from "./run_data.ts";

/** Wrong pixels that are left when the most uncertain ones are not decided. */
export function pixelRiskFigure({ pixels: { coverage, risk, area } }: CalibrationFile): string | null {
  if (coverage.length < 2) return null;
  const points = coverage.map((share, i): Point => [100 * share, 100 * risk[i]]);
  return riskFigure({
    title: "Risk and coverage of pixels",
    unit: "wrong, % of those decided",
    by: "uncertainty",
    points,
    whole: points[points.length - 1][1],
    note: `Area below ${
      readable(100 * area)
    } %. Pixels are decided from the least uncertain on. Dashed: an uncertainty that says nothing.`,
    risk: "Wrong, %",
  });
}

/** Loss of the metric that is left when the least sure images are handed to somebody. */
export function imageRiskFigure({ calibration, cases }: EvaluationData, run: RunData): string | null {
  const name = run.metrics.find(({ percent }) => percent)?.name ?? "dice", metric = metricOf(name, run);
  const found = imageRisk(
    cases.flatMap(({ id, values }) => {
      const value = values[name], confidence = calibration?.confidence[id];
      return value == null || confidence === undefined ? [] : [{ confidence, risk: 1 - value }];
    }),
  );
  if (!found) return null;
  const points = found.points.map(([share, risk]): Point => [100 * share, shown(risk, metric)]);
  return riskFigure({
    title: "Risk and coverage of images",
    unit: `100 − ${metric.title} of those kept, %`,
    by: "confidence",
    points,
    whole: points[points.length - 1][1],
    best: found.best.map(([share, risk]): Point => [100 * share, shown(risk, metric)]),
    note:
      `Area below ${
        readable(shown(found.area, metric))
      } %. Images are kept from the surest on. Dashed: a confidence that says ` +
      "nothing, and one that knows all.",
    risk: `100 − ${metric.title}`,
  });
}

interface Risk {
  readonly title: string;
  readonly unit: string;
  readonly by: string;
  readonly points: readonly Point[];
  readonly whole: number;
  readonly best?: readonly Point[];
  readonly note: string;
  readonly risk: string;
}

function riskFigure({ title, unit, by, points, whole, best, note, risk }: Risk): string {
  const half = points.find(([share]) => share >= 50)![1];
  return figure<Point>({
    title,
    unit,
    note,
    chart: lineChart({
      label: `${title}: ${readable(whole)} with all, ${readable(half)} with the surer half`,
      series: [
        { name: by, points },
        { name: "chance", points: [[0, whole], [100, whole]], style: "quiet" },
        ...best ? [{ name: "ideal", points: best, style: "quiet" as const }] : [],
      ],
      x: "coverage, %",
      span: [0, 100],
      reach: [0],
    }),
    columns: [
      { title: "Coverage, %", cell: ([share]) => share.toFixed(1) },
      { title: risk, cell: ([, value]) => readable(value) },
    ],
    rows: points,
  });
}
