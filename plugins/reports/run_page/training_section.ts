import type { Section } from "../html/page.ts";
import { costFigures } from "./cost_figures.ts";
import { lossFigures } from "./loss_figures.ts";
import { metricFigures } from "./metric_figures.ts";
import type { RunData } from "./run_data.ts";

/** How a training went: what was learned, then what it cost. */
export function trainingSections(run: RunData): Section[] {
  const learned = [...lossFigures(run), ...metricFigures(run)], cost = costFigures(run);
  return [
    { id: "training", title: "Training", figures: learned },
    { id: "cost", title: "Speed and memory", figures: cost },
  ].filter(({ figures }) => figures.length > 0).map(({ figures, ...section }) => ({
    ...section,
    body: `<div class="charts">${figures.join("\n")}</div>`,
  }));
}
