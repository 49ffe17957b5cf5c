import { fileDigest } from "../store/digest.ts";
import { storeKey } from "../store/key.ts";
import type { Store } from "../store/store.ts";
import type { Case, Dataset } from "./dataset.ts";
import type { VolumePlan } from "./planner.ts";
import { keepPrepared } from "./volumes/keep_prepared.ts";
import type { PreparedReader } from "./volumes/prepared_case.ts";

/** What names each prepared case in a store, by the case's id. */
export type PreparedKeys = Readonly<Record<string, string>>;

/**
 * Names a prepared case by the content of its files, its id (random places depend on it) and how it is prepared: neither by paths
 * nor by times, so that a folder may be moved. A generated case, without files, is named by `source`.
 *
 * @param source What makes generated cases: the config of the dataset. @param folder Where digests of files are remembered.
 */
export async function preparedKey(
  { id, image, files = [image], mask }: Case,
  { preparation }: Pick<VolumePlan, "preparation">,
  source: unknown,
  folder: string,
): Promise<string> {
  const paths = [...files, ...mask === undefined ? [] : [mask]].filter((path) => path !== "");
  const digests = await Promise.all(paths.map((path) => fileDigest(path, folder)));
  return await storeKey([preparation, id, digests.length > 0 ? digests : source]);
}

/**
 * Opens prepared cases of a dataset; those that are not in the store yet are made and kept there.
 *
 * @param keyOf Names a case's entry in the store.
 */
export function preparedCases(
  { name, volumes }: Pick<Dataset, "name" | "volumes">,
  plan: Pick<VolumePlan, "prepare">,
  store: Store,
  keyOf: (item: Case) => Promise<string> | string,
): (item: Case) => Promise<PreparedReader> {
  if (!volumes) throw new TypeError(`Cannot prepare cases of "${name}": expected volumes, found pictures`);
  const opened = new Map<string, Promise<PreparedReader>>();
  const open = async (item: Case) =>
    await keepPrepared(
      store,
      await keyOf(item),
      async () => plan.prepare(item.id, await volumes.load(item)),
    );
  return (item) => {
    const known = opened.get(item.id);
    if (known) return known;
    const reader = open(item);
    opened.set(item.id, reader);
    // What failed may be tried again
    reader.catch(() => opened.delete(item.id));
    return reader;
  };
}
