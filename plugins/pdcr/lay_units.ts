import { OptionError } from "@dragsaw/core/registry";
import type { PdcrOptions, UnitCount } from "./options.ts";
import { allUnits, gridUnits, strideUnits } from "./units.ts";
import type { Cell } from "./units.ts";

/** Cells of a map among which a step's units are. */
export interface LaidUnits {
  /** Places; all of them are units unless units are drawn. */
  readonly cells: readonly Cell[];
  /** Units in an image. */
  readonly count: number;
}

/** The units of a slot: a number of them at even steps or drawn, or those of a regular grid. */
export function layUnits(
  slot: string,
  map: readonly number[],
  units: UnitCount,
  border: number,
  { sampling }: PdcrOptions,
): LaidUnits {
  if (typeof units === "number") {
    const cells = sampling === "stride" ? strideUnits(map, units, border) : allUnits(map, border);
    return { cells, count: Math.min(units, cells.length) };
  }
  if (units.length !== map.length) {
    throw new OptionError(
      ["units", slot],
      `Cannot lay a grid of every ${units.join("x")} cells on the ${map.join("x")} map of slot "${slot}": ` +
        `give one number an axis, or how many units there are`,
    );
  }
  if (sampling !== "stride") {
    throw new OptionError(
      ["units", slot],
      `Cannot draw units of a grid, found every ${units.join("x")} cells and sampling "${sampling}": ` +
        `give how many units there are, or set sampling to "stride"`,
    );
  }
  const cells = gridUnits(map, units, border);
  return { cells, count: cells.length };
}

/** Cells left out on every side where none are given: those of the largest window; none of grids and receptive fields. */
export function usualBorder(units: UnitCount, { ratio }: PdcrOptions): number {
  return ratio.type === "hierarchical" && typeof units === "number" ? Math.max(...ratio.sizes.flat()) : 0;
}
