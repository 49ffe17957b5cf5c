import { reliabilityChart } from "../charts/reliability_chart.ts";
import { figure } from "../html/figure.ts";
import type { Section } from "../html/page.ts";
import type { CalibrationFile } from "../evaluation/calibration.ts";
import { imageRiskFigure, pixelRiskFigure } from "./risk_figures.ts";
import type { EvaluationData, RunData } from "./run_data.ts";

/** How far probabilities and uncertainties can be trusted. */
export function calibrationSection(evaluation: EvaluationData, run: RunData): Section | null {
  const { calibration } = evaluation;
  if (!calibration || calibration.images === 0) return null;
  const figures = [
    reliabilityFigure(calibration),
    pixelRiskFigure(calibration),
    imageRiskFigure(evaluation, run),
  ].filter((found) => found !== null);
  if (figures.length === 0) return null;
  return {
    id: "calibration",
    title: "Calibration and uncertainty",
    body: `<div class="charts">${figures.join("\n")}</div>`,
  };
}

function reliabilityFigure({ bins, ece, brier }: CalibrationFile): string | null {
  const found = bins.filter(({ probability }) => probability !== null);
  if (found.length === 0) return null;
  const error = percent(ece), score = brier.toFixed(4);
  return figure({
    title: "Reliability",
    unit: "observed foreground, %",
    chart: reliabilityChart(
      `Observed share of foreground against predicted probability in ${found.length} bins: expected calibration error ` +
        `${error} %, Brier score ${score}`,
      bins,
    ),
    note: `ECE ${error} %, Brier score ${score}. ` +
      "On the dashed line, a probability is a frequency; areas are shares of the pixels. Foreground against background; " +
      "every image counts the same.",
    columns: [
      { title: "From, %", cell: ({ low }) => percent(low, 0) },
      { title: "To, %", cell: ({ high }) => percent(high, 0) },
      { title: "Predicted, %", cell: ({ probability }) => percent(probability!) },
      { title: "Observed, %", cell: ({ observed }) => percent(observed!) },
      { title: "Pixels, %", cell: ({ share }) => percent(share) },
    ],
    rows: found,
  });
}

const percent = (value: number, digits = 2) => (100 * value).toFixed(digits);
