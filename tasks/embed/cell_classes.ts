import type { LabelMap } from "@dragsaw/core/data";
import type { ReceptiveField } from "@dragsaw/core/model";

/** A cell that is of no class: too much of others in it. */
export const MIXED = 255;
/** Share of a cell's pixels that its class has at least. */
export const PURE = 0.75;

/** A feature map over an image. */
export interface MapGeometry {
  /** Rows and columns of cells. */
  readonly map: readonly [number, number];
  /** The network's input in pixels, [height, width]. */
  readonly size: readonly [number, number];
  /** What a unit sees. */
  readonly field: ReceptiveField;
}

/**
 * The class of each cell of a map, row by row: of three quarters of its pixels at least, else {@linkcode MIXED}. A cell is the
 * square of a stride's pixels around a unit's centre: what no other unit lies in, much less than the unit sees.
 *
 * @param truth The image that the network's input was made from, at its own size.
 */
export function cellClasses(truth: LabelMap, { map, size, field }: MapGeometry, classes: number): Uint8Array {
  const rows = spans(map[0], size[0], truth.height, field),
    columns = spans(map[1], size[1], truth.width, field);
  const found = new Uint8Array(map[0] * map[1]), counts = new Uint32Array(classes);
  for (const [r, [top, bottom]] of rows.entries()) {
    for (const [c, [left, right]] of columns.entries()) {
      counts.fill(0);
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) counts[truth.data[y * truth.width + x]]++;
      }
      const least = PURE * (bottom - top) * (right - left);
      const own = counts.findIndex((count) => count > 0 && count >= least);
      found[r * map[1] + c] = own === -1 ? MIXED : own;
    }
  }
  return found;
}

/** From which to before which pixel of a side each cell goes; at least one pixel, none where a cell lies outside. */
function spans(
  cells: number,
  side: number,
  pixels: number,
  { start, jump }: ReceptiveField,
): (readonly [number, number])[] {
  const edge = (at: number) => Math.round(at * pixels / side);
  const inside = (at: number) => Math.min(pixels, Math.max(0, at));
  return Array.from({ length: cells }, (_, i) => {
    // Pixel p reaches from p to p + 1 and has its centre, which `start` counts from, in the middle
    const middle = start + i * jump + 0.5, from = edge(middle - jump / 2);
    return [inside(from), inside(Math.max(from + 1, edge(middle + jump / 2)))];
  });
}
