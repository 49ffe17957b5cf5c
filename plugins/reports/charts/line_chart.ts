import { escapeHtml } from "../ablation_escape.ts";
import { decimate, type Point } from "./decimate.ts";
import { spread } from "./direct_labels.ts";
import { axes, type Plot, plot, svg, WIDTH } from "./frame.ts";
import { place, scale } from "./scale.ts";

/** A curve. */
export interface Series {
  /** Stands at its end. */
  readonly name: string;
  /** Rising in x. */
  readonly points: readonly Point[];
  /** Which colour, from 0; its place among the series unless given. */
  readonly color?: number;
  /** `steps` marks every point, `quiet` is what others are compared with. */
  readonly style?: "points" | "quiet";
}

/** What a chart of curves shows. */
export interface LineChart {
  /** What it shows, in words: for who does not see it. */
  readonly label: string;
  /** At least one with a point. */
  readonly series: readonly Series[];
  /** What x is, with its unit. */
  readonly x: string;
  /** Ends of x; those of the points unless given. */
  readonly span?: readonly [number, number];
  /** Values that y has to reach. */
  readonly reach?: readonly number[];
  /** A place on x to point out. */
  readonly mark?: { readonly x: number; readonly name: string };
}

/** How many colours there are. */
export const COLORS = 8;

/** Curves over one axis, each with its name at its end. */
export function lineChart({ label, series, x: title, span, reach = [], mark }: LineChart): string {
  const drawn = series.filter(({ points }) => points.length > 0);
  const named = drawn.length > 1;
  const room = named ? Math.min(130, 14 + 6.3 * Math.max(...drawn.map(({ name }) => name.length))) : 12;
  const area = plot(room, mark ? 24 : 10), all = drawn.flatMap(({ points }) => points);
  const xs = span ?? ends(all.map(([x]) => x)), ys = ends([...all.map(([, y]) => y), ...reach]);
  const x = scale(xs[0], xs[1], { places: [area.left, area.right], exact: true, count: 5 });
  const y = scale(ys[0], ys[1], { places: [area.bottom, area.top] });
  const lines = drawn.map(({ points, color, style }, i) => {
    const shown = decimate(points, 180).map(([a, b]): Point => [x.at(a), y.at(b)]);
    return `<g class="${style === "quiet" ? "quiet" : `c${(color ?? i) % COLORS}`}">${path(shown)}${
      style === "points" || shown.length === 1 ? shown.map(dot).join("") : ""
    }</g>`;
  });
  const parts = [axes(area, x, y, title), mark ? marked(mark.name, x.at(mark.x), area) : "", ...lines];
  if (named) parts.push(names(drawn, ({ points }) => y.at(points[points.length - 1][1]), area));
  return svg(label, parts);
}

/** Names at the ends of curves, apart. */
function names(series: readonly Series[], end: (one: Series) => number, area: Plot): string {
  const places = spread(series.map(end), 13, [area.top + 3, area.bottom - 3]);
  return series.map(({ name, color, style }, i) =>
    `<text class="name ${style === "quiet" ? "quiet" : `c${(color ?? i) % COLORS}`}" x="${
      area.right + 6
    }" y="${place(places[i])}" dy=".32em">${escapeHtml(shortened(name, area))}</text>`
  ).join("");
}

function shortened(name: string, { right }: Plot): string {
  const most = Math.floor((WIDTH - right - 6) / 6);
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

/** A line across at a place of x, with its name at the top. */
function marked(name: string, at: number, { left, right, top, bottom }: Plot): string {
  const side = at > (left + right) / 2 ? "end" : "start";
  return `<line class="mark" x1="${place(at)}" x2="${place(at)}" y1="${top - 10}" y2="${bottom}"/>` +
    `<text class="mark" x="${place(at)}" dx="${side === "end" ? 4 : -4}" y="${
      top - 14
    }" text-anchor="${side}">${escapeHtml(name)}</text>`;
}

function path(points: readonly Point[]): string {
  return `<path d="M${points.map(([x, y]) => `${place(x)} ${place(y)}`).join("L")}"/>`;
}

const dot = ([x, y]: Point) => `<circle cx="${place(x)}" cy="${place(y)}" r="2.2"/>`;

/** Lowest and highest; without spreading, which fails for long lists. */
function ends(values: readonly number[]): [number, number] {
  return values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [
    Infinity,
    -Infinity,
  ]);
}
