import type { Case } from "@dragsaw/core/data";
import type { ProgressLine } from "../shared/progress.ts";
import type { OpenedCases } from "./open_cases.ts";
import { patchTraining } from "./patch_training.ts";
import { type AugmentedOptions, showAugmented } from "./show_augmented.ts";
import { showPatches } from "./show_patches.ts";
import { showStored } from "./show_stored.ts";

/** How cases are shown. */
export interface ShowOptions extends AugmentedOptions {
  /** As the training sees them; as they are stored otherwise. */
  readonly augmented: boolean;
  /** Told how it goes. */
  readonly progress: ProgressLine;
}

/** Writes a picture for each case, of whatever kind it is. Gives a line for each. */
export async function* picturesOf(
  opened: OpenedCases,
  cases: readonly Case[],
  { augmented, progress, ...options }: ShowOptions,
): AsyncGenerator<string> {
  if (!augmented) yield* showStored(opened, cases, options.out);
  else if (!opened.dataset.volumes) yield* showAugmented(opened, cases, options);
  else yield* showPatches(opened, cases, await patchTraining(opened, progress), options);
}
