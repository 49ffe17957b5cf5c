import { type Case, DataError } from "../data/dataset.ts";
import type { PlaneRestorer, StoredPrediction, VolumePlan } from "../data/planner.ts";
import type { LabelVolume } from "../data/volume_source.ts";
import type { PreparedReader } from "../data/volumes/prepared_case.ts";
import type { EvaluationSummary } from "../report/report.ts";
import { type CasesEvaluation, evaluateCases } from "./evaluate_cases.ts";
import { showVolume } from "./show_volume.ts";
import type { LogitsOf } from "./volumes/logits_of.ts";
import { segmentVolume } from "./volumes/segment_volume.ts";

/** What an evaluation of volumes needs. */
export interface VolumesEvaluation extends CasesEvaluation {
  /** The network. */
  readonly logitsOf: LogitsOf;
  /** How cases are prepared, and predictions brought back. */
  readonly plan: Pick<VolumePlan, "restoreLabels" | "restorePrediction">;
  /** Voxels of a window along depth, height and width. */
  readonly patch: VolumePlan["patch"];
  /** Opens a prepared case. */
  readonly open: (item: Case) => Promise<PreparedReader>;
  /** Axes along which mirrorings are averaged. */
  readonly mirror: readonly number[];
}

/** {@linkcode evaluateCases} for volumes: segmented window by window, judged on their own grid in mm. */
export function evaluateVolumes(evaluation: VolumesEvaluation): Promise<EvaluationSummary> {
  const { dataset, logitsOf, plan, patch, open, mirror, signal, reports = [] } = evaluation;
  return evaluateCases(evaluation, {
    depth: 1,
    async read(item) {
      const truth = await truthOf(dataset, item);
      return async () => {
        const { size, channels, placement, read } = await open(item);
        const { image } = await read({ from: [0, 0, 0], size });
        // How sure a prediction is takes as long to work out as the labels, and is for reports alone
        const sink = reports.length > 0
          ? plan.restorePrediction(placement)
          : withoutUncertainty(plan.restoreLabels(placement));
        const options = { patch, classes: dataset.classes.length, mirror, signal };
        await segmentVolume(logitsOf, { size, channels, image }, options, sink);
        const { labels, uncertainty } = sink.finish();
        return {
          labels,
          truth: truth.data,
          size: truth.size.toReversed(),
          spacing: truth.spacing.toReversed(),
          async show(prediction) {
            const { images: [image] } = await dataset.volumes!.load(item);
            return showVolume({ image, prediction, truth: truth.data, uncertainty });
          },
        };
      };
    },
  });
}

function withoutUncertainty({ push, finish }: PlaneRestorer<Uint8Array>): PlaneRestorer<StoredPrediction> {
  return { push, finish: () => ({ labels: finish(), uncertainty: new Float32Array() }) };
}

async function truthOf(
  { volumes, name }: VolumesEvaluation["dataset"],
  item: Case,
): Promise<LabelVolume> {
  if (!volumes) throw new TypeError(`Cannot evaluate "${name}": expected volumes, found pictures`);
  const truth = volumes.labels ? await volumes.labels(item) : (await volumes.load(item)).labels;
  if (truth) return truth;
  throw new DataError([{ file: item.image, reason: "found no truth, evaluation wants one" }]);
}
