import { DataError, type Defect } from "@dragsaw/core";
import { duration, type ProgressLine } from "../../shared/progress.ts";
import type { VolumeCase } from "./list_cases.ts";
import { type CaseOptions, predictCase, type VolumePredictor } from "./predict_case.ts";

/** How a prediction of many volumes went. */
export interface PredictedVolumes {
  /** Cases segmented. */
  readonly done: number;
  /** Files that could not be used, and why. */
  readonly failed: readonly Defect[];
}

/** Segments cases one after the other; one that cannot be used does not stop the others, an abort does, between windows. */
export async function predictCases(
  predictor: VolumePredictor,
  cases: readonly VolumeCase[],
  options: Omit<CaseOptions, "onProgress">,
  progress: ProgressLine,
): Promise<PredictedVolumes> {
  const failed: Defect[] = [], began = performance.now();
  let done = 0;
  for (const [i, item] of cases.entries()) {
    if (options.signal.aborted) break;
    const onProgress = (fraction: number) => {
      const share = (i + fraction) / cases.length, seconds = (performance.now() - began) / 1000;
      const left = duration(seconds / share * (1 - share));
      progress.update(`${i + 1}/${cases.length}  ${item.id}  ${Math.floor(100 * fraction)} %  ETA ${left}`);
    };
    try {
      await predictCase(predictor, item, { ...options, onProgress });
      done++;
    } catch (error) {
      if (options.signal.aborted) break;
      if (!(error instanceof DataError)) throw error;
      failed.push(...error.defects);
    }
  }
  return { done, failed };
}
