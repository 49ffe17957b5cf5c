import { OptionError, planRun, runFolder, runVolumes, within } from "@dragsaw/core";
import type { PatchOptions, VolumeTransform } from "@dragsaw/core/data";
import type { ProgressLine } from "../shared/progress.ts";
import { savedPlan, volumeFolder } from "../shared/run_session.ts";
import type { OpenedCases } from "./open_cases.ts";

/** What makes the patches of a training out of its cases, and how many updates it has. */
export type PatchTraining = PatchOptions & { readonly steps: number };

/** Updates in an epoch unless the config says. */
const STEPS_PER_EPOCH = 250;

/** Plans and opens what a training on volumes takes its patches from; what was learnt or prepared before is taken from there. */
export async function patchTraining(
  opened: OpenedCases,
  progress: ProgressLine,
): Promise<PatchTraining> {
  const { registry, dataset, run } = opened, folder = volumeFolder(run ?? "runs/any");
  const saved = run === undefined ? undefined : await savedPlan(runFolder(run));
  const onCase = (done: number, count: number) =>
    progress.update(`Looking at volumes to plan: ${done} of ${count}`);
  try {
    const { config, plan } = await planRun(opened.config, registry, dataset, { folder, saved, onCase });
    progress.update("");
    const { size: [depth, height, width], train, seed } = config;
    return {
      open: runVolumes(config, dataset, plan!, folder).open,
      transforms: config.augment.map((spec, i) =>
        within(["augment", i], () => registry.build("transform", spec, { axes: 3 })) as VolumeTransform
      ),
      patch: [depth, height, width],
      batchSize: train.batchSize * train.accumulate,
      seed,
      steps: train.steps ?? Math.round(train.epochs! * (train.stepsPerEpoch ?? STEPS_PER_EPOCH)),
    };
  } catch (error) {
    throw error instanceof OptionError ? opened.explain(error) : error;
  }
}
