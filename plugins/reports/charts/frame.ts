import { escapeHtml } from "../ablation_escape.ts";
import { place, type Scale } from "./scale.ts";

/** Size of every chart in its own units: one is about a CSS pixel. */
export const WIDTH = 380, HEIGHT = 220;

/** Half of what a digit of a label takes across. */
const HALF_DIGIT = 3.4;

/** The rectangle that values are drawn in. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A rectangle with room for the labels of both axes. @param right Room for labels at the ends of curves. @param top Room above. */
export function plot(right = 12, top = 10): Plot {
  return { left: 46, right: WIDTH - right, top, bottom: HEIGHT - 34 };
}

/** A chart as SVG that a screen reader tells as one picture. @param label What it shows, in words. */
export function svg(label: string, parts: readonly string[], kind = ""): string {
  return `<svg class="chart ${kind}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${
    escapeHtml(label)
  }">${parts.join("")}</svg>`;
}

/** Lines across at the ticks of y, ticks of x below, and what x is. */
export function axes({ left, right, bottom }: Plot, x: Scale, y: Scale, title: string): string {
  const rows = y.ticks.map((tick) => {
    const at = place(y.at(tick));
    return `<line class="grid${
      tick === 0 ? " zero" : ""
    }" x1="${left}" x2="${right}" y1="${at}" y2="${at}"/>` +
      `<text class="y" x="${left - 6}" y="${at}" dy=".32em">${y.label(tick)}</text>`;
  });
  const columns = x.ticks.map((tick) => {
    const at = place(x.at(tick)), text = x.label(tick);
    const middle = place(Math.min(x.at(tick), WIDTH - HALF_DIGIT * text.length));
    return `<line class="tick" x1="${at}" x2="${at}" y1="${bottom}" y2="${bottom + 4}"/>` +
      `<text class="x" x="${middle}" y="${bottom + 16}">${text}</text>`;
  });
  const name = `<text class="title" x="${place((left + right) / 2)}" y="${HEIGHT - 3}">${
    escapeHtml(title)
  }</text>`;
  const floor = `<line class="floor" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>`;
  return [...rows, floor, ...columns, name].join("");
}
