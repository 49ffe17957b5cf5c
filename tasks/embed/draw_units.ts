import { stream } from "@dragsaw/core/data";
import type { ReceptiveField } from "@dragsaw/core/model";
import type { View } from "./case_views.ts";
import { cellClasses } from "./cell_classes.ts";
import { chooseUnits } from "./choose_units.ts";

/** A unit of a feature map whose class is known. */
export interface Unit {
  /** Index of its view. */
  readonly view: number;
  /** Index of its cell, row by row. */
  readonly cell: number;
  /** Class id. */
  readonly label: number;
  /** Its centre in the image, pixels from the left and top. */
  readonly centre: readonly [x: number, y: number];
}

/** What units are drawn from. */
export interface UnitSource {
  /** Case id, and the name of the map: they name the draw. */
  readonly names: readonly [id: string, slot: string];
  /** Parts of the image. */
  readonly views: readonly View[];
  /** What a unit of the map sees. */
  readonly field: ReceptiveField;
  /** The network's input in pixels, [height, width]. */
  readonly size: readonly [number, number];
  /** Classes with background. */
  readonly classes: number;
}

/** Draws at most `most` units of an image, as many of each class. Runs whose maps are alike get the same ones. */
export function drawUnits(
  { names, views, field, size, classes }: UnitSource,
  most: number,
  seed: number,
): Unit[] {
  const map = [Math.ceil(size[0] / field.jump), Math.ceil(size[1] / field.jump)] as const,
    cells = map[0] * map[1];
  const all = new Uint8Array(cells * views.length);
  views.forEach(({ truth }, v) => all.set(cellClasses(truth, { map, size, field }, classes), v * cells));
  return chooseUnits(all, classes, most, stream(seed, "units", ...names)).map((at) => {
    const view = Math.floor(at / cells), cell = at % cells, [left, top, wide, tall] = views[view].region;
    const across = field.start + (cell % map[1]) * field.jump + 0.5;
    const down = field.start + Math.floor(cell / map[1]) * field.jump + 0.5;
    const centre = [left + across * wide / size[1], top + down * tall / size[0]] as const;
    return { view, cell, label: all[at], centre };
  });
}
