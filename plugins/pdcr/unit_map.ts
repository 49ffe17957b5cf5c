import { OptionError } from "@dragsaw/core/registry";
import type { ReceptiveField } from "@dragsaw/core/model";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import type { Comparison, Views } from "./comparison.ts";
import { gatherUnits } from "./gather_units.ts";
import type { PdcrOptions } from "./options.ts";
import { addPositions, encodePositions } from "./position.ts";
import { allUnits, drawUnits, strideUnits } from "./units.ts";
import { centre } from "./windows.ts";

/** Units of one map in one step. */
export interface Units {
  /** `[B, N, C]`. */
  readonly features: Tensor;
  /** What the truth says of them. */
  readonly views: Views;
}

/** A feature map as the config names it. */
export interface MapGeometry {
  /** Slot, for messages. */
  readonly slot: string;
  /** Cells, `[height, width]`. */
  readonly map: readonly number[];
  /** What a unit sees of the image, on both axes. */
  readonly field: ReceptiveField;
  /** Channels of the features. */
  readonly channels: number;
  /** Units wanted in an image. */
  readonly count: number;
  /** Cells left out on every side. */
  readonly border: number;
}

/** A map whose units are compared. */
export interface UnitMap {
  /** Units in an image: `count`, or fewer where the map is smaller. */
  readonly count: number;
  /** The step's units. @throws {RangeError} when `x` `[B, h, w, C]` is not the map it was made for. */
  read(x: Tensor, prepared: Tensor, key: Tensor): Units;
}

/**
 * Lays out the units of a map: places, windows and encodings are worked out here, once, as plain numbers; a step only gathers.
 *
 * @throws {OptionError} when the border leaves no cell.
 */
export function unitMap(geometry: MapGeometry, options: PdcrOptions, truth: Comparison): UnitMap {
  const { slot, map, field, channels, border } = geometry;
  if (map.some((n) => n <= 2 * border)) {
    throw new OptionError(
      ["units", slot],
      `Cannot sample slot "${slot}": its ${
        map.join("x")
      } map has no cell inside a border of ${border} (the largest of ` +
        `ratio.sizes); ` +
        `set a larger size, smaller ratio.sizes, or a slot of smaller stride than ${field.jump}`,
    );
  }
  const random = options.sampling === "random";
  const cells = random ? allUnits(map, border) : strideUnits(map, geometry.count, border);
  const count = Math.min(geometry.count, cells.length);
  const fields = map.map(() => field);
  const centres = cells.map((cell) => centre(cell, fields));
  const see = truth.reader(centres, fields);
  const flat = Int32Array.from(cells, (cell) => cell.reduce((at, n, axis) => at * map[axis] + n, 0));
  const encoding = options.position === "sincos" ? encodePositions(centres, channels) : undefined;
  return {
    count,
    read(x, prepared, key) {
      const found = x.shape.slice(1, -1);
      if (found.some((n, axis) => n !== map[axis])) {
        throw new RangeError(
          `Cannot compare units of slot "${slot}": its map is ${found.join("x")}, not ${map.join("x")}`,
        );
      }
      const pick = random ? drawUnits(cells.length, count, key) : undefined;
      const chosen = (table: Tensor) => pick === undefined ? table : tf.gather(table, pick);
      const features = gatherUnits(x, chosen(tf.tensor1d(flat, "int32")));
      const views = see(prepared, pick);
      if (encoding === undefined) return { features, views };
      const places = chosen(tf.tensor2d(encoding, [cells.length, channels]));
      return { features: addPositions(features, places), views };
    },
  };
}
