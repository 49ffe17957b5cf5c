import { OptionError } from "@dragsaw/core/registry";
import type { ReceptiveField } from "@dragsaw/core/model";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import type { Comparison, Views } from "./comparison.ts";
import { constant } from "./constant.ts";
import { gatherUnits } from "./gather_units.ts";
import { layUnits } from "./lay_units.ts";
import type { PdcrOptions, UnitCount } from "./options.ts";
import { addPositions, encodePositions } from "./position.ts";
import type { Step } from "./step.ts";
import { unitDraw } from "./unit_draw.ts";
import { unitWeights } from "./unit_weights.ts";
import { centre } from "./windows.ts";

/** Units of one map in one step. */
export interface Units {
  /** `[B, N, C]`. */
  readonly features: Tensor;
  /** What the truth says of them. */
  readonly views: Views;
  /** How much each counts, `[B, N]`; equally when left out. */
  readonly weights?: Tensor | undefined;
}

/** A feature map as the config names it. */
export interface MapGeometry {
  /** Slot, for messages. */
  readonly slot: string;
  /** Cells, `[height, width]` or `[depth, height, width]`. */
  readonly map: readonly number[];
  /** The network's input in pixels, one number an axis. */
  readonly image: readonly number[];
  /** What a unit sees of the image, one an axis. */
  readonly fields: readonly ReceptiveField[];
  /** Channels of the features. */
  readonly channels: number;
  /** Units wanted in an image. */
  readonly units: UnitCount;
  /** Cells left out on every side. */
  readonly border: number;
}

/** A map whose units are compared. */
export interface UnitMap {
  /** Units in an image: `count`, or fewer where the map is smaller. */
  readonly count: number;
  /**
   * The step's units.
   *
   * @param x `[B, ...map, C]`. @param uncertainty E of each unit, `[B, ...map, 1]`, where the options let it count.
   * @throws {RangeError} when `x` is not the map it was made for.
   */
  read(x: Tensor, step: Step, uncertainty?: Tensor): Units;
}

function checkBorder({ slot, map, fields, border }: MapGeometry): void {
  if (map.every((n) => n > 2 * border)) return;
  throw new OptionError(
    ["units", slot],
    `Cannot sample slot "${slot}": its ${map.join("x")} map has no cell inside a border of ${border} ` +
      `(the largest of ratio.sizes unless set); set a larger size, smaller ratio.sizes, a smaller border, ` +
      `or a slot of smaller stride than ${strideText(fields)}`,
  );
}

/** Stride of a slot, for messages: one number where it is the same on all axes. */
export function strideText(fields: readonly ReceptiveField[]): string {
  const jumps = fields.map(({ jump }) => jump);
  return jumps.every((jump) => jump === jumps[0]) ? `${jumps[0]}` : jumps.join("x");
}

function checkMap(x: Tensor, { slot, map }: MapGeometry): void {
  const found = x.shape.slice(1, -1);
  if (found.every((n, axis) => n === map[axis])) return;
  throw new RangeError(
    `Cannot compare units of slot "${slot}": its map is ${found.join("x")}, not ${map.join("x")}`,
  );
}

/**
 * Lays out the units of a map: places, windows and encodings are worked out here, once, as plain numbers; a step only gathers.
 *
 * @throws {OptionError} when the border leaves no cell.
 */
export function unitMap(geometry: MapGeometry, options: PdcrOptions, truth: Comparison): UnitMap {
  const { slot, map, fields, channels, border, image } = geometry, { uncertainty: emphasis } = options;
  checkBorder(geometry);
  const { cells, count } = layUnits(slot, map, geometry.units, border, options);
  const centres = cells.map((cell) => centre(cell, fields));
  const see = truth.reader(centres, fields), draw = unitDraw(centres, fields, count, options, image);
  const flat = Int32Array.from(cells, (cell) => cell.reduce((at, n, axis) => at * map[axis] + n, 0));
  const encoding = options.position === "sincos" ? encodePositions(centres, channels) : undefined;
  return {
    count,
    read(x, step, uncertainty) {
      checkMap(x, geometry);
      const pick = draw(step);
      const chosen = (table: Tensor) => pick === undefined ? table : tf.gather(table, pick);
      const at = chosen(tf.tensor1d(flat, "int32")), features = gatherUnits(x, at);
      const views = see(step.prepared, pick);
      const weights = emphasis && uncertainty &&
        constant(() => unitWeights(gatherUnits(uncertainty, at).squeeze([2]), emphasis));
      if (encoding === undefined) return { features, views, weights };
      const places = chosen(tf.tensor2d(encoding, [cells.length, channels]));
      return { features: addPositions(features, places), views, weights };
    },
  };
}
