import { escapeHtml } from "../ablation_escape.ts";
import { axes, plot, svg } from "./frame.ts";
import { place, scale } from "./scale.ts";

/** What a scatter of pairs shows. */
export interface Scatter {
  /** What it shows, in words. */
  readonly label: string;
  /** At least one. */
  readonly pairs: readonly { readonly x: number; readonly y: number; readonly name: string }[];
  /** What x is. */
  readonly x: string;
  /** Both on one scale, with the line of equals. */
  readonly equal: boolean;
}

/** A dot a pair, each with its name where the pointer rests. */
export function scatter({ label, pairs, x: title, equal }: Scatter): string {
  const area = plot();
  const xs = pairs.map(({ x }) => x), ys = pairs.map(({ y }) => y);
  const wide = equal ? [...xs, ...ys] : xs, tall = equal ? wide : ys;
  const x = scale(Math.min(...wide), Math.max(...wide), { places: [area.left, area.right], count: 5 });
  const y = scale(Math.min(...tall), Math.max(...tall), { places: [area.bottom, area.top], count: 5 });
  const diagonal = equal
    ? `<line class="ideal" x1="${area.left}" y1="${area.bottom}" x2="${area.right}" y2="${area.top}"/>`
    : "";
  const dots = pairs.map((pair) =>
    `<circle cx="${place(x.at(pair.x))}" cy="${place(y.at(pair.y))}" r="3"><title>${
      escapeHtml(pair.name)
    }</title></circle>`
  );
  return svg(label, [axes(area, x, y, title), diagonal, `<g class="c0 dots">${dots.join("")}</g>`]);
}
