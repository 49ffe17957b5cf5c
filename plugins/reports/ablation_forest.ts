import { shown, signed } from "./ablation_format.ts";
import type { Difference, TableSection } from "./ablation_table.ts";
import type { AblationMetric } from "./statistics/cell.ts";

/** Draws the differences of one metric of a section on one scale. */
export interface Forest {
  /** A row's difference with its interval, as SVG as wide as what it stands in. */
  plot(difference: Difference): string;
  /** The scale, to stand below the plots. */
  readonly axis: string;
}

/** A forest plot in pieces, one a row. @returns Null when there is nothing to draw. */
export function forest({ rows }: TableSection, metric: AblationMetric): Forest | null {
  const found = rows.flatMap(({ cells }) => cells[metric.name].difference ?? []);
  if (found.length === 0) return null;
  const ends = found.flatMap(({ mean, interval }) => [mean, ...interval]).map((x) => shown(x, metric));
  const { low, high, ticks, digits } = scale(Math.min(0, ...ends), Math.max(0, ...ends));
  const place = (value: number) => `${(2 + 96 * (value - low) / (high - low)).toFixed(2)}%`;
  const zero = `<line class="zero" x1="${place(0)}" x2="${place(0)}" y1="0" y2="100%"/>`;
  return {
    plot({ mean, interval, significant }) {
      const [from, to, at] = [...interval, mean].map((x) => place(shown(x, metric)));
      const good = (mean > 0) === metric.higherIsBetter;
      const kind = significant === "no" ? "open" : good ? "better" : "worse";
      const text = `${signed(shown(mean, metric), metric)}, ${
        interval.map((x) => signed(shown(x, metric), metric)).join(" to ")
      }`;
      return `<svg class="plot ${kind}" role="img" aria-label="${text}">${zero}` +
        `<line x1="${from}" x2="${to}" y1="50%" y2="50%"/><circle cx="${at}" cy="50%" r="4"/></svg>`;
    },
    axis: `<svg class="axis" aria-hidden="true">${
      ticks.map((tick) => `<text x="${place(tick)}" y="14">${label(tick, digits)}</text>`).join("")
    }</svg>`,
  };
}

/** A range of round numbers that holds both ends, the round numbers in it, and how many decimals those have. */
function scale(least: number, most: number): { low: number; high: number; ticks: number[]; digits: number } {
  const raw = (most - least || 1) / 4, exponent = Math.floor(Math.log10(raw)), power = 10 ** exponent;
  const step = power * ([1, 2, 5].find((factor) => factor * power >= raw) ?? 10);
  const first = Math.floor(least / step), last = Math.max(first + 1, Math.ceil(most / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  return { low: first * step, high: last * step, ticks, digits: Math.max(0, -exponent) };
}

function label(tick: number, digits: number): string {
  const text = Math.abs(tick).toFixed(digits);
  return tick === 0 ? "0" : `${tick > 0 ? "+" : "−"}${text}`;
}
