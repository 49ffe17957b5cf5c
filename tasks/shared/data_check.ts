import type { RunData } from "@dragsaw/core";
import { type CachedReport, type CheckedPart, verifyCached } from "@dragsaw/core/check";
import type { Defect } from "@dragsaw/core/data";
import type { ProgressLine } from "./progress.ts";

/** What is checked, and where the result is kept. */
export interface DataCheckOptions {
  /** Folder of the runs: the check is remembered in `.checks` there. */
  readonly runs: string;
  /** Configs of the datasets. */
  readonly settings: unknown;
  /** Told how it goes. */
  readonly progress: ProgressLine;
  /** Whether everything is read anew. */
  readonly fresh?: boolean;
  /** What the listing found wrong. */
  readonly defects?: readonly Defect[];
}

/** Checks the data of a run: training and validation cases beside the test cases, wherever those come from. */
export function checkData(data: RunData, options: DataCheckOptions): Promise<CachedReport> {
  const { runs, settings, progress, fresh = false, defects = [] } = options;
  return verifyCached(partsOf(data, defects), {
    folder: `${runs}/.checks`,
    settings,
    fresh,
    onProgress: (done, count) => progress.update(`Checking the data: ${done} of ${count}`),
  });
}

/** The parts of a run's data: a test set of its own beside the first dataset's training and validation cases. */
function partsOf({ dataset, testSet }: RunData, defects: readonly Defect[]): CheckedPart[] {
  if (testSet === dataset) return [{ dataset, defects }];
  return [{ dataset, splits: ["train", "val"], defects }, { dataset: testSet, splits: ["test"] }];
}
