import { DataError, type LabelVolume } from "@dragsaw/core/data";
import type { Volume } from "@dragsaw/core/volume";

/** Values above are looked for in a list, not in a table. */
const TABLE = 1 << 16;
/** Most unknown values named in a message. */
const NAMED = 6;

/**
 * The truth as class ids: class i has the i-th value.
 *
 * @param values Value in the file of each class, rising. @param file For messages.
 * @throws {DataError} naming values that belong to no class: what is no whole number belongs to none.
 */
export function toClassIds(
  volume: Volume,
  values: readonly number[],
  file: string,
): LabelVolume {
  const ids = new Uint8Array(volume.data.length), table = new Int16Array(TABLE).fill(-1);
  const unknown = new Map<number, number>();
  values.forEach((value, id) => {
    if (value < TABLE) table[value] = id;
  });
  for (let i = 0; i < ids.length; i++) {
    const value = Number(volume.data[i]);
    // A value that is no index, as 0.5 or -1, reads as undefined
    const id = value < TABLE ? table[value] ?? -1 : values.indexOf(value);
    if (id >= 0) ids[i] = id;
    else unknown.set(value, (unknown.get(value) ?? 0) + 1);
  }
  if (unknown.size > 0) {
    throw new DataError([{ kind: "unknown-label", file, reason: describe(unknown, values) }]);
  }
  return { ...volume, data: ids };
}

function describe(unknown: ReadonlyMap<number, number>, values: readonly number[]): string {
  const found = [...unknown].sort((a, b) => b[1] - a[1]);
  const named = found.slice(0, NAMED).map(([value, count]) => `${value} (${count} voxels)`).join(", ");
  const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : "";
  return `Expected labels ${values.join(", ")}, found ${named}${more}`;
}
