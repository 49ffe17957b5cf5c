/** Pole of the cubic B-spline's inverse filter (Unser, Aldroubi and Eden 1993, doi 10.1109/78.193220). */
const POLE = Math.sqrt(3) - 2;
/** Rows before and after the samples that {@linkcode extend} makes. */
export const MARGIN = 2;

/**
 * Turns samples into the coefficients of the cubic B-spline through them, each line going on before and after with its first
 * and last sample for ever (the mode `nearest` of scipy.ndimage), which is solved exactly.
 *
 * @param rows `[MARGIN + n + MARGIN, columns]`: samples of a line stand below one another; the margins are filled.
 */
export function toCoefficients(rows: Float64Array, n: number, columns: number): void {
  const first = MARGIN * columns, last = (MARGIN + n - 1) * columns, end = last + columns;
  for (let t = 0; t < columns; t++) {
    // Kept in the margins until they are filled
    rows[t] = rows[first + t];
    rows[end + t] = rows[last + t];
    rows[first + t] *= 6 / (1 - POLE);
  }
  for (let i = first + columns; i < end; i++) rows[i] = 6 * rows[i] + POLE * rows[i - columns];
  for (let t = 0; t < columns; t++) {
    const beyond = 6 * rows[end + t] / (1 - POLE);
    rows[last + t] = -POLE * (beyond / (1 - POLE) + (rows[last + t] - beyond) / (1 - POLE * POLE));
  }
  for (let i = last - 1; i >= first; i--) rows[i] = POLE * (rows[i + columns] - rows[i]);
  for (let t = 0; t < columns; t++) {
    const left = rows[t], right = rows[end + t];
    const atFirst = rows[first + t] - left, atLast = rows[last + t] - right;
    rows[columns + t] = left + POLE * atFirst;
    rows[t] = left + POLE * POLE * atFirst;
    rows[end + t] = right + POLE * atLast;
    rows[end + columns + t] = right + POLE * POLE * atLast;
  }
}

/** Fills the margins with the first and the last row. */
export function extend(rows: Float64Array, n: number, columns: number): void {
  const last = (MARGIN + n - 1) * columns;
  for (let i = 0; i < MARGIN; i++) {
    rows.copyWithin(i * columns, MARGIN * columns, (MARGIN + 1) * columns);
    rows.copyWithin((MARGIN + n + i) * columns, last, last + columns);
  }
}
