import { place } from "../charts/scale.ts";
import { sheet } from "./sheet.ts";

/** Units of a slot of a run in the plane. */
export interface EmbeddingPanel {
  /** Places `[count, 2]`; none where there was nothing to embed. */
  readonly points: Float64Array;
  /** Class id of each. */
  readonly labels: Uint8Array;
  /** Lines below: the scores. */
  readonly captions: readonly string[];
}

/** Embeddings in the paper's arrangement: a row a slot, a column a run. */
export interface EmbeddingFigure {
  /** How they were made, in words. */
  readonly method: string;
  /** What the scores are, in words. */
  readonly note: string;
  /** Names of the runs, with a second line each. */
  readonly runs: readonly { readonly title: string; readonly note?: string }[];
  /** Slots with a panel a run. */
  readonly slots: readonly { readonly name: string; readonly panels: readonly EmbeddingPanel[] }[];
  /** Class names by id. */
  readonly classes: readonly string[];
}

/** Side of a panel, room between its frame and its points, and radius of a point. */
const SIDE = 232, MARGIN = 10, RADIUS = 1.7;
/** By class; they repeat. Apart in hue and lightness. */
const COLORS = ["#0b62a4", "#d9600a", "#1b7445", "#8a3ea8", "#a3123f", "#5b6500", "#00707c", "#6b5a4e"];
/** Points are drawn in as many layers, classes in turn, so that none lies above the other. */
const LAYERS = 16;

/** Draws the figure as SVG. Each panel has a scale of its own: places of an embedding have no unit. */
export function embeddingFigure({ method, note, runs, slots, classes }: EmbeddingFigure): string {
  return sheet({
    label: `${method} of units of ${slots.map(({ name }) => name).join(", ")} for ${
      runs.map(({ title }) => title).join(", ")
    }`,
    columns: runs,
    rows: slots.map(({ name, panels }) => ({
      title: name,
      height: SIDE,
      cells: panels.map((panel) => ({ body: drawn(panel), captions: panel.captions })),
    })),
    width: SIDE,
    legend: [
      ...classes.map((text, i) => ({ text, colors: [COLORS[i % COLORS.length]] })),
      { text: note, colors: [] },
    ],
  });
}

function drawn({ points, labels }: EmbeddingPanel): string {
  const frame = `<rect x=".5" y=".5" width="${SIDE - 1}" height="${SIDE - 1}" fill="none" stroke="#d8dee4"/>`;
  if (points.length === 0) {
    return `${frame}<text class="quiet" x="${SIDE / 2}" y="${SIDE / 2}">too few units of two classes</text>`;
  }
  const at = fit(points), classes = [...new Set(labels)].sort((a, b) => a - b), dots: string[] = [];
  for (let layer = 0; layer < LAYERS; layer++) {
    for (const own of classes) {
      const path: string[] = [];
      labels.forEach((label, i) => label === own && i % LAYERS === layer && path.push(`M${at(i)}h0`));
      if (path.length > 0) dots.push(`<path stroke="${COLORS[own % COLORS.length]}" d="${path.join("")}"/>`);
    }
  }
  return `${frame}<g fill="none" stroke-width="${2 * RADIUS}" stroke-linecap="round" stroke-opacity=".7">${
    dots.join("")
  }</g>`;
}

/** Where a point is drawn: all of them within the frame, both axes on one scale. */
function fit(points: Float64Array): (i: number) => string {
  const of = (axis: number) => points.filter((_, i) => i % 2 === axis);
  const ends = [0, 1].map((axis) => {
    const values = of(axis).sort();
    return { low: values[0], high: values[values.length - 1] };
  });
  const reach = Math.max(...ends.map(({ low, high }) => high - low)) || 1, room = SIDE - 2 * MARGIN;
  const placed = (i: number, axis: number) =>
    place(SIDE / 2 + room * (points[2 * i + axis] - (ends[axis].low + ends[axis].high) / 2) / reach);
  return (i) => `${placed(i, 0)} ${placed(i, 1)}`;
}
