import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { type Case, DataError, type Dataset } from "../data/dataset.ts";
import type { Placement } from "../data/volumes/placement.ts";
import { preparedReader } from "../data/volumes/keep_prepared.ts";
import type { LabelPair } from "../metric/metric.ts";
import type { EvaluatedCase } from "../report/report.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor5D } from "../tensor/tf.ts";
import { geometry } from "../volume/geometry.ts";
import { evaluateVolumes, type VolumesEvaluation } from "./evaluate_volumes.ts";

/** Voxels along x, y and z, and mm between them. */
const SIZE = [3, 2, 4] as const, SPACING = [0.5, 2, 3] as const;
const VOXELS = 24;
const place = geometry([...SIZE], [.5, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0]);
const image = Float32Array.from({ length: VOXELS }, (_, i) => i % 3);
const labels = Uint8Array.from(image);

function dataset(truth: boolean): Dataset {
  const item: Case = { id: "a", split: "val", image: "a.nii.gz" };
  const sample = { images: [{ ...place, channels: 1, data: image }] };
  const load = () =>
    Promise.resolve(truth ? { ...sample, labels: { ...place, channels: 1, data: labels } } : sample);
  return {
    name: "one",
    classes: ["background", "front", "back"],
    channels: 1,
    cases: (split) => split === "val" ? [item] : [],
    load: () => Promise.reject(new Error("a picture was asked for")),
    volumes: { channels: ["MRI"], load },
  };
}

/** The prepared case is the stored one; planes of logits become labels as they come. */
function evaluation(changes: Partial<VolumesEvaluation> = {}): VolumesEvaluation {
  const size = [SIZE[2], SIZE[1], SIZE[0]] as const, placement = { size } as unknown as Placement;
  const restored = new Uint8Array(VOXELS);
  let at = 0;
  const push = (plane: Float32Array) => {
    for (let i = 0; i < plane.length; i += 3) {
      restored[at++] = [...plane.subarray(i, i + 3)].indexOf(Math.max(...plane.subarray(i, i + 3)));
    }
  };
  return {
    dataset: dataset(true),
    split: "val",
    metrics: [
      {
        name: "voxels",
        higherIsBetter: true,
        measure: ({ truth }) => truth.length,
        measureClasses: () => [7, null],
      },
      { name: "wide", higherIsBetter: false, measure: ({ size, spacing }) => size[0] * spacing![0] },
    ],
    // Logits are high for the class that the image has as its value
    logitsOf: (x) =>
      Promise.resolve(tf.tidy(() => tf.oneHot(x.squeeze([4]).cast("int32"), 3).mul(9) as Tensor5D)),
    patch: [4, 2, 3],
    open: () => Promise.resolve(preparedReader({ size, channels: 1, image, placement })),
    mirror: [0, 1, 2],
    plan: {
      restoreLabels: () => ({ push, finish: () => restored }),
      restorePrediction: () => ({
        push,
        finish: () => ({ labels: restored, uncertainty: new Float32Array(VOXELS).fill(.25) }),
      }),
    },
    ...changes,
  };
}

onEachBackend("evaluateVolumes() measures on the stored grid in mm, each class by its name", async () => {
  const pairs: LabelPair[] = [], shown: EvaluatedCase[] = [];
  const { means, defined } = await evaluateVolumes(evaluation({
    onPair: (pair) => pairs.push(pair),
    reports: [{ onCase: (item) => Promise.resolve(void shown.push(item)), onEnd: () => Promise.resolve() }],
  }));
  assertEquals(means, { "voxels": 24, "wide": 12, "voxels:front": 7, "voxels:back": null });
  assertEquals(defined["voxels:back"], 0);
  const [{ prediction, truth, size, spacing }] = pairs;
  assertEquals([prediction, size, spacing], [truth, [4, 2, 3], SPACING.toReversed()]);
  const [{ image, metrics, uncertainty }] = shown;
  assertEquals([image.width, image.height, metrics["voxels:front"]], [3, 2, 7]);
  assertAlmostEquals(uncertainty.prediction[0], .25);
});

onEachBackend(
  "evaluateVolumes() measures what postprocessing leaves, and refuses a case without truth",
  async () => {
    const pairs: LabelPair[] = [];
    const options = {
      postprocess: (labels: Uint8Array) => labels.map(() => 0),
      onPair: (pair: LabelPair) => pairs.push(pair),
    };
    const { plan } = evaluation(), told: string[] = [];
    const restorePrediction: typeof plan.restorePrediction = (placement) => {
      told.push("how sure");
      return plan.restorePrediction(placement);
    };
    await evaluateVolumes(evaluation({ ...options, plan: { ...plan, restorePrediction } }));
    assertEquals(told, [], "nothing is to be shown");
    assertEquals(pairs[0].prediction.every((label) => label === 0), true);
    await assertRejects(
      () => evaluateVolumes(evaluation({ dataset: dataset(false) })),
      DataError,
      "found no truth",
    );
  },
  { only: ["js"] },
);
