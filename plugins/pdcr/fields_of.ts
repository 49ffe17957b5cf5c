import type { ReceptiveField, VolumeField } from "@dragsaw/core/model";

/** What a unit of a slot sees, one an axis: images have one field for both. */
export function fieldsOf(field: ReceptiveField | VolumeField, axes: number): readonly ReceptiveField[] {
  return "jump" in field ? Array.from({ length: axes }, () => field) : field;
}
