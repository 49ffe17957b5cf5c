import type { Defect } from "../data/dataset.ts";
import { type Entry, grouped, imageDefect, named } from "./entry.ts";

/** Patients with cases in several splits: one defect a patient and further split, at its first case there. */
export function checkPatients(entries: readonly Entry[]): Defect[] {
  const datasets = [...new Set(entries.map(({ dataset }) => dataset))];
  const patient = ({ item, dataset }: Entry) =>
    item.patient === undefined ? undefined : `${datasets.indexOf(dataset)} ${item.patient}`;
  return [...grouped(entries, patient).values()].flatMap((all) => {
    const [first, ...others] = [...grouped(all, ({ item }) => item.split).values()];
    return others.map(([entry, ...more]) => {
      const cases = more.length > 0 ? ` and ${more.length} more in ${entry.item.split}` : "";
      const reason =
        `Expected patient "${entry.item.patient}" in one split, found ${named(entry)}${cases}, ` +
        `and ${named(first[0])}`;
      return imageDefect(entry, "patient-across-splits", reason);
    });
  });
}
