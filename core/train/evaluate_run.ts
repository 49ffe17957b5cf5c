import type { Split } from "../data/dataset.ts";
import type { EvaluationSummary } from "../report/report.ts";
import { compile } from "../tensor/compile.ts";
import type { Tensors } from "../tensor/backend.ts";
import type { Tensor5D } from "../tensor/tf.ts";
import { evaluate } from "./evaluate.ts";
import type { CasesEvaluation } from "./evaluate_cases.ts";
import { evaluateVolumes } from "./evaluate_volumes.ts";
import type { Network } from "./network.ts";
import type { Run } from "./run.ts";
import { runVolumes } from "./run_volumes.ts";
import { createSegment } from "./segment.ts";
import type { LogitsOf } from "./volumes/logits_of.ts";

/** How a run is evaluated. */
export interface EvaluateOptions
  extends Pick<CasesEvaluation, "reports" | "folder" | "postprocess" | "onPair" | "onProgress" | "signal"> {
  /** During a training: volumes are not mirrored, which takes eight times as long. */
  readonly quick?: boolean;
}

/** Axes of a volume. */
const ALL = [0, 1, 2];

/** Evaluates a run's network, of images or of volumes, as its config says. */
export function createEvaluate(run: Omit<Run, "evaluate" | "close">): Run["evaluate"] {
  const { config, experiment: { network }, metrics, volumes } = run, { size, normalize } = config;
  const cases = (split: Split, options: EvaluateOptions): CasesEvaluation => {
    const dataset = split === "test" ? run.testSet : run.dataset;
    return { dataset, split, metrics, ...options };
  };
  if (!volumes) {
    const segment = createSegment(network, { ...config.evaluate, slotMaps: false }), [height, width] = size;
    const { window } = config.evaluate;
    return (split, options = {}) =>
      evaluate({ ...cases(split, options), segment, size: [height, width], normalize, window });
  }
  const logitsOf = networkLogits(network), patch = [size[0], size[1], size[2]] as const;
  const testVolumes = run.testSet === run.dataset || !config.testSet
    ? volumes
    : runVolumes({ ...config, dataset: config.testSet }, run.testSet, volumes.plan, volumes.folder);
  return (split, options = {}): Promise<EvaluationSummary> => {
    const { plan, open } = split === "test" ? testVolumes : volumes;
    const mirror = config.evaluate.mirror && !options.quick ? ALL : [];
    return evaluateVolumes({ ...cases(split, options), logitsOf, plan, patch, open, mirror });
  };
}

/** The finest logits of a network on volumes. @param network Its weights are read at each call. */
export function networkLogits(network: Network): LogitsOf {
  const pass = compile((inputs: Tensors) => {
    const { logits } = network.run(inputs.images as Tensor5D);
    return { logits };
  });
  return async (images) => {
    const { logits } = await pass({ images });
    return logits as Tensor5D;
  };
}
