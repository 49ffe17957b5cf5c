import { ahead } from "./ahead.ts";
import { type Case, DataError, type Dataset } from "./dataset.ts";

/** What is in a subset or not as a whole: a patient's cases, or one case. */
export interface Unit {
  /** Patient, or id of the only case. */
  readonly name: string;
  /** At least one. */
  readonly cases: readonly Case[];
}

/** Units in the order of their names, cases in that of their ids. @throws {DataError} When some cases name a patient and some do not. */
export function unitsOf(cases: readonly Case[]): Unit[] {
  const byPatient = allOrNone(cases, "patient");
  const names = new Map<string, Case[]>();
  for (const item of cases.toSorted((a, b) => a.id < b.id ? -1 : 1)) {
    const name = byPatient ? item.patient! : item.id;
    names.set(name, [...names.get(name) ?? [], item]);
  }
  return [...names].map(([name, cases]) => ({ name, cases })).sort((a, b) => a.name < b.name ? -1 : 1);
}

/** Masks read at once: decoding runs on native threads. */
const READS_AHEAD = 4;

/** Most strata by foreground, and least units in one. */
const QUANTILES = 10, LEAST = 10;

/**
 * A stratum a unit: what the cases name, several joined; else which tenth of the units it is in by the mean share of
 * foreground in its masks (fewer parts for fewer than 100 units).
 *
 * @param onProgress Told after each mask that was read.
 * @throws {DataError} When some cases name a stratum and some do not, or a case has no mask.
 */
export async function strataOf(
  units: readonly Unit[],
  dataset: Dataset,
  onProgress?: (done: number, count: number) => void,
): Promise<{ strata: string[]; by: string }> {
  const cases = units.flatMap(({ cases }) => cases);
  if (allOrNone(cases, "stratum")) {
    const joined = ({ cases }: Unit) => [...new Set(cases.map(({ stratum }) => stratum!))].sort().join("\n");
    return { strata: units.map(joined), by: "stratum" };
  }
  const shares = new Map<Case, number>();
  for await (const { item, share } of ahead(cases, READS_AHEAD, (item) => foreground(item, dataset))) {
    shares.set(item, share);
    onProgress?.(shares.size, cases.length);
  }
  const means = units.map(({ cases }) =>
    cases.reduce((sum, one) => sum + shares.get(one)!, 0) / cases.length
  );
  // Units are in the order of their names, and sorting is stable: equal shares are ordered by name
  const rising = units.map((_, i) => i).sort((a, b) => means[a] - means[b]);
  const parts = Math.max(1, Math.min(QUANTILES, Math.floor(units.length / LEAST)));
  const strata: string[] = [];
  for (const [rank, i] of rising.entries()) strata[i] = String(Math.floor(rank * parts / units.length));
  return { strata, by: "foreground" };
}

async function foreground(item: Case, dataset: Dataset): Promise<{ item: Case; share: number }> {
  const labels = await truthOf(item, dataset);
  if (!labels) {
    const reason = "Expected a mask, by which folds and fractions are drawn, found none";
    throw new DataError([{ kind: "missing-mask", file: item.image || item.id, reason }]);
  }
  let count = 0;
  for (const id of labels.data) if (id > 0) count++;
  return { item, share: count / labels.data.length };
}

/** The truth of a picture or of a volume, without the image where that is to be had. */
async function truthOf(item: Case, dataset: Dataset): Promise<{ readonly data: Uint8Array } | undefined> {
  const { volumes } = dataset;
  if (volumes) return volumes.labels ? await volumes.labels(item) : (await volumes.load(item)).labels;
  return dataset.labels ? await dataset.labels(item) : (await dataset.load(item)).labels;
}

/** Whether the cases have `field`. */
function allOrNone(cases: readonly Case[], field: "patient" | "stratum"): boolean {
  const without = cases.filter((item) => item[field] === undefined);
  if (without.length > 0 && without.length < cases.length) {
    throw new DataError(without.map(({ id, image }) => ({
      file: image || id,
      reason: `Expected a ${field}, as other training cases have, found none`,
    })));
  }
  return cases.length > 0 && without.length === 0;
}
