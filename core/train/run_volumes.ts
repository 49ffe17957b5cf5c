import type { DraftConfig } from "../config/run_config.ts";
import { type Case, DataError, type Dataset } from "../data/dataset.ts";
import type { VolumePlan } from "../data/planner.ts";
import { preparedCases, preparedKey } from "../data/prepared_cases.ts";
import type { PreparedReader } from "../data/volumes/prepared_case.ts";
import type { PreparedSpec } from "../data/worker_protocol.ts";
import { openStore } from "../store/store.ts";

/** The volumes of a run: their plan, and cases as it prepares them. */
export interface RunVolumes {
  /** How they are trained on. */
  readonly plan: VolumePlan;
  /** Where prepared cases are kept. */
  readonly folder: string;
  /** Opens a prepared case; it is made, and kept, where it is not yet. */
  open(item: Case): Promise<PreparedReader>;
  /**
   * Makes sure that all cases of training and validation are prepared.
   *
   * @returns What data workers open them from. @throws {DataError} for a case that cannot be prepared.
   */
  prepare(options?: PrepareOptions): Promise<PreparedSpec>;
}

/** How {@linkcode RunVolumes.prepare} goes about it. */
export interface PrepareOptions {
  /** Told after each case. */
  readonly onCase?: ((done: number, count: number) => void) | undefined;
  /** Stops between cases. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Prepares the volumes of a run as its plan says.
 *
 * @param folder Where prepared cases are kept; made when missing.
 */
export function runVolumes(
  { planner, dataset: source, loader }: Pick<DraftConfig, "planner" | "dataset" | "loader">,
  dataset: Dataset,
  plan: VolumePlan,
  folder: string,
): RunVolumes {
  const diskBytes = loader.storeGigabytes * 1e9, keys = new Map<string, Promise<string>>();
  const keyOf = (item: Case): Promise<string> => {
    const key = keys.get(item.id) ?? preparedKey(item, plan, source, folder);
    keys.set(item.id, key);
    return key;
  };
  // Patches are read by workers, which keep what they read; here each case is read once in a while
  const open = preparedCases(dataset, plan, openStore({ folder, diskBytes, memoryBytes: 0 }), keyOf);
  const { file: _, ...spec } = planner!;
  return {
    plan,
    folder,
    open,
    async prepare({ onCase, signal } = {}) {
      const cases = [...dataset.cases("train"), ...dataset.cases("val")], named: Record<string, string> = {};
      for (const [i, item] of cases.entries()) {
        signal?.throwIfAborted();
        await prepared(open, item);
        named[item.id] = await keyOf(item);
        onCase?.(i + 1, cases.length);
      }
      return { planner: spec, plan: plan.text, folder, diskBytes, keys: named };
    },
  };
}

async function prepared(open: RunVolumes["open"], item: Case): Promise<void> {
  try {
    await open(item);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DataError([{ file: item.image || item.id, reason: error.message }], { cause: error });
  }
}
