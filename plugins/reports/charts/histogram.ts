import { axes, plot, svg } from "./frame.ts";
import { place, scale } from "./scale.ts";

/** What a histogram shows. */
export interface Histogram {
  /** What it shows, in words. */
  readonly label: string;
  /** At least one. */
  readonly values: readonly number[];
  /** What x is, with its unit. */
  readonly x: string;
  /** A place on x to point out: its value and name. */
  readonly marks?: readonly { readonly x: number; readonly name: string }[];
}

/** A bar of {@linkcode bins}. */
export interface Bin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Counts in bins of round width. The last holds its upper end. */
export function bins(values: readonly number[]): Bin[] {
  const least = Math.min(...values), most = Math.max(...values);
  const { low, high, ticks } = scale(least, most, { places: [0, 1], count: 20 });
  const width = (high - low) / (ticks.length - 1);
  const counts = new Array<number>(ticks.length - 1).fill(0);
  for (const value of values) counts[Math.min(counts.length - 1, Math.floor((value - low) / width + 1e-9))]++;
  return counts.map((count, i) => ({ low: ticks[i], high: ticks[i + 1], count }));
}

/** How many values lie where. */
export function histogram({ label, values, x: title, marks = [] }: Histogram): string {
  const area = plot(12, 24), bars = bins(values);
  const x = scale(bars[0].low, bars[bars.length - 1].high, {
    places: [area.left, area.right],
    exact: true,
    count: 5,
  });
  const y = scale(0, Math.max(...bars.map(({ count }) => count)), {
    places: [area.bottom, area.top],
    count: 3,
  });
  const drawn = bars.filter(({ count }) => count > 0).map(({ low, high, count }) => {
    const left = x.at(low) + 0.75, top = y.at(count);
    return `<rect class="bar" x="${place(left)}" y="${place(top)}" width="${
      place(Math.max(0.5, x.at(high) - left - 0.75))
    }" height="${place(area.bottom - top)}"/>`;
  });
  const pointed = marks.map(({ x: value, name }) => {
    const at = place(x.at(value)), end = x.at(value) > (area.left + area.right) / 2;
    return `<line class="mark" x1="${at}" x2="${at}" y1="14" y2="${area.bottom}"/>` +
      `<text class="mark" x="${at}" dx="${end ? 4 : -4}" y="10" text-anchor="${
        end ? "end" : "start"
      }">${name}</text>`;
  });
  return svg(label, [axes(area, x, y, title), ...drawn, ...pointed]);
}
