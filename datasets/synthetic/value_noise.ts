import type { Random } from "@dragsaw/core/data";

/** A smooth random field on the unit square. */
export interface Field {
  /** Value near -1 to 1 at (u, v), both from 0 to 1. */
  (u: number, v: number): number;
}

/**
 * Value noise: random numbers on grids of `cells`, 2 `cells`, ... cells, joined smoothly, each octave half the one before.
 *
 * @param cells Cells along a side of the coarsest grid. @param octaves Grids to add up.
 */
export function valueNoise(random: Random, cells: number, octaves: number): Field {
  const grids = Array.from({ length: octaves }, (_, octave) => grid(random, cells * 2 ** octave));
  return (u, v) =>
    grids.reduce((sum, at, octave) => sum + at(u, v) / 2 ** octave, 0) / (2 - 2 ** (1 - octaves));
}

function grid(random: Random, cells: number): Field {
  const side = cells + 2;
  const values = Float32Array.from({ length: side * side }, () => random.between(-1, 1));
  return (u, v) => {
    const x = Math.min(1, Math.max(0, u)) * cells, y = Math.min(1, Math.max(0, v)) * cells;
    const left = Math.floor(x), top = Math.floor(y), at = top * side + left;
    const a = smooth(x - left), b = smooth(y - top);
    const upper = values[at] + a * (values[at + 1] - values[at]);
    const lower = values[at + side] + a * (values[at + side + 1] - values[at + side]);
    return upper + b * (lower - upper);
  };
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
