import type { Labelled } from "@dragsaw/reports";
import type { Unit } from "./draw_units.ts";

/** The units of a slot of a run, with their features. */
export interface SlotUnits extends Labelled {
  /** Where each lies in its image, pixels from the left and top. */
  readonly centres: readonly (readonly [number, number])[];
}

/** Gathers the units of a slot, image after image. */
export interface UnitCollector {
  /** Takes the features of `units` from their map, cells one after another with `channels` numbers each. */
  add(map: Float32Array, channels: number, units: readonly Unit[], image: number): void;
  /** All of them. */
  collected(): SlotUnits;
}

/** Starts with none. */
export function unitCollector(): UnitCollector {
  const rows: Float32Array[] = [], labels: number[] = [], images: number[] = [];
  const centres: SlotUnits["centres"][number][] = [];
  return {
    add(map, channels, units, image) {
      for (const { cell, label, centre } of units) {
        rows.push(map.slice(cell * channels, (cell + 1) * channels));
        labels.push(label);
        images.push(image);
        centres.push(centre);
      }
    },
    collected() {
      const dimensions = rows[0]?.length ?? 1, values = new Float32Array(rows.length * dimensions);
      rows.forEach((row, i) => values.set(row, i * dimensions));
      return {
        values,
        dimensions,
        labels: Uint8Array.from(labels),
        images: Uint16Array.from(images),
        centres,
      };
    },
  };
}
