import { escapeHtml } from "../ablation_escape.ts";
import { place } from "../charts/scale.ts";

/** A picture of a sheet, with lines of text below. */
export interface SheetCell {
  /** SVG, drawn from 0, 0 to the width of the sheet's cells and the height of the row. */
  readonly body: string;
  /** Below it. */
  readonly captions: readonly string[];
}

/** Pictures in rows and columns, as a figure of a paper. */
export interface Sheet {
  /** What it shows, in words. */
  readonly label: string;
  /** Headings of the columns, with a second line in grey. */
  readonly columns: readonly { readonly title: string; readonly note?: string }[];
  /** Rows with their names; a cell may be missing. */
  readonly rows: readonly {
    readonly title: string;
    readonly height: number;
    readonly cells: readonly (SheetCell | null)[];
  }[];
  /** Width of the cells. */
  readonly width: number;
  /** What colours mean: one colour, several for a scale, none for a remark. */
  readonly legend: readonly { readonly text: string; readonly colors: readonly string[] }[];
}

/** Room between cells, on the left for names of rows, for a line of a caption. */
const GAP = 10, LEFT = 26, LINE = 14;
/** Width of a letter of the legend, about. */
const LETTER = 5.4;

/** A sheet as SVG that stands alone: white, so that it can be printed and put in a dark page. */
export function sheet({ label, columns, rows, width, legend }: Sheet): string {
  const head = columns.some(({ note }) => note) ? 40 : 26, parts: string[] = [];
  const at = (column: number) => LEFT + column * (width + GAP);
  columns.forEach(({ title, note }, i) => {
    const middle = place(at(i) + width / 2);
    parts.push(`<text class="title" x="${middle}" y="17">${escapeHtml(title)}</text>`);
    if (note) parts.push(`<text class="quiet" x="${middle}" y="32">${escapeHtml(note)}</text>`);
  });
  let top = head;
  for (const { title, height, cells } of rows) {
    const middle = place(top + height / 2);
    parts.push(
      `<text class="title" transform="translate(15 ${middle}) rotate(-90)">${escapeHtml(title)}</text>`,
    );
    cells.forEach((cell, i) => cell && parts.push(drawn(cell, at(i), top, width, height)));
    top += height + LINE * Math.max(0, ...cells.map((cell) => cell?.captions.length ?? 0)) + GAP;
  }
  const keys = legendRow(legend, top + 4), wide = Math.max(at(columns.length) - GAP + 4, keys.width);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${place(wide)} ${place(top + 20)}" width="${
    place(wide)
  }" height="${place(top + 20)}" role="img" aria-label="${
    escapeHtml(label)
  }" font-family="Helvetica, Arial, ` +
    `Liberation Sans, DejaVu Sans, sans-serif" font-size="11" text-anchor="middle" fill="#1b1f24"><style>` +
    `.title { font-size: 13px; font-weight: 600; } .quiet { fill: #57606a; font-size: 10px; }</style>` +
    `<rect width="100%" height="100%" fill="#fff"/>${parts.join("")}${keys.svg}</svg>`;
}

function drawn(
  { body, captions }: SheetCell,
  left: number,
  top: number,
  width: number,
  height: number,
): string {
  const lines = captions.map((text, i) =>
    `<text x="${place(width / 2)}" y="${place(height + LINE * (i + 1) - 2)}">${escapeHtml(text)}</text>`
  );
  return `<g transform="translate(${place(left)} ${place(top)})">${body}${lines.join("")}</g>`;
}

function legendRow(legend: Sheet["legend"], top: number): { readonly svg: string; readonly width: number } {
  let left = LEFT;
  const keys = legend.map(({ text, colors }) => {
    const wide = colors.length > 1 ? 4 : 10;
    const swatches = colors.map((color, i) =>
      `<rect x="${place(left + i * wide)}" y="${place(top)}" width="${wide}" height="10" fill="${color}"/>`
    );
    const from = left + colors.length * wide + (colors.length > 0 ? 5 : 0);
    left = from + text.length * LETTER + 18;
    return `${swatches.join("")}<text x="${place(from)}" y="${place(top + 9)}" text-anchor="start">${
      escapeHtml(text)
    }</text>`;
  });
  return { svg: keys.join(""), width: left };
}
