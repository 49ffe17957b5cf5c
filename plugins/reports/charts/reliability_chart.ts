import type { ReliabilityBin } from "../evaluation/reliability.ts";
import { axes, plot, svg } from "./frame.ts";
import { place, scale } from "./scale.ts";

/** Predicted against observed: on the diagonal, a probability is a frequency. Areas of the dots are shares of the pixels. */
export function reliabilityChart(label: string, bins: readonly ReliabilityBin[]): string {
  const area = plot();
  const x = scale(0, 100, { places: [area.left, area.right], count: 5 });
  const y = scale(0, 100, { places: [area.bottom, area.top], count: 5 });
  const found = bins.filter(({ probability }) => probability !== null)
    .map(({ probability, observed, share }) => ({
      x: x.at(100 * probability!),
      y: y.at(100 * observed!),
      ideal: y.at(100 * probability!),
      radius: Math.max(2, 14 * Math.sqrt(share)),
    }));
  const gaps = found.map((dot) =>
    `<line class="gap" x1="${place(dot.x)}" x2="${place(dot.x)}" y1="${place(dot.ideal)}" y2="${
      place(dot.y)
    }"/>`
  );
  const dots = found.map((dot) =>
    `<circle cx="${place(dot.x)}" cy="${place(dot.y)}" r="${place(dot.radius)}"/>`
  );
  return svg(label, [
    axes(area, x, y, "predicted probability of foreground, %"),
    `<line class="ideal" x1="${place(x.at(0))}" y1="${place(y.at(0))}" x2="${place(x.at(100))}" y2="${
      place(y.at(100))
    }"/>`,
    ...gaps,
    `<g class="c0 dots">${dots.join("")}</g>`,
  ]);
}
