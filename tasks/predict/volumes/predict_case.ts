import { DataError, type LogitsOf, segmentVolume, type VolumePlan } from "@dragsaw/core";
import type { Geometry, Volume } from "@dragsaw/core/volume";
import { writeVolume } from "@dragsaw/datasets";
import { postprocess, type Postprocessing } from "@dragsaw/nnunet";
import { join } from "../../shared/paths.ts";
import type { VolumeCase } from "./list_cases.ts";
import { readImages } from "./read_images.ts";

/** Networks ready for volumes, and what is done before and after. */
export interface VolumePredictor {
  /** How cases are prepared and predictions brought back. */
  readonly plan: Pick<VolumePlan, "prepare" | "restoreLabels" | "restorePrediction">;
  /** Voxels of a window along depth, height and width. */
  readonly patch: VolumePlan["patch"];
  /** Whose logits are averaged: one, or folds. */
  readonly networks: readonly LogitsOf[];
  /** Class names by id. */
  readonly classes: readonly string[];
  /** Channels that they were trained on. */
  readonly channels: number;
  /** Axes along which mirrorings are averaged. */
  readonly mirror: readonly number[];
  /** What was chosen on validation. */
  readonly postprocessing?: Postprocessing | undefined;
  /** Frees tensors and backend. */
  close(): void;
}

/** What becomes of a case. */
export interface CaseOptions {
  /** Folder of the results. */
  readonly out: string;
  /** Also how unsure each voxel is. */
  readonly uncertainty: boolean;
  /** Most bytes that sums of logits may take in memory. */
  readonly memory?: number | undefined;
  /** Told how far it is, 0 to 1. */
  readonly onProgress: (fraction: number) => void;
  /** Stops between windows. */
  readonly signal: AbortSignal;
}

/**
 * Segments a case: `OUT/ID.nii.gz` has class ids, `OUT/uncertainty/ID.nii.gz` entropy / log classes, each on the grid of the first
 * image, with its header where that is NIfTI. The labels come last: where they stand, all stands.
 *
 * @throws {DataError} for images that cannot be used.
 */
export async function predictCase(
  predictor: VolumePredictor,
  item: VolumeCase,
  { out, uncertainty, memory, onProgress, signal }: CaseOptions,
): Promise<void> {
  const { plan, patch, networks, classes, mirror, postprocessing } = predictor;
  const target = join(out, `${item.id}.nii.gz`), doubts = join(out, "uncertainty", `${item.id}.nii.gz`);
  await refuseOverwriting(item, [target, doubts]);
  const { prepared, geometry } = await prepare(predictor, item);
  const restorer = uncertainty
    ? plan.restorePrediction(prepared.placement)
    : plan.restoreLabels(prepared.placement);
  await segmentVolume(networks, prepared, {
    patch,
    classes: classes.length,
    mirror,
    ...memory !== undefined && { memory },
    onProgress: (done, count) => onProgress(done / count),
    signal,
  }, restorer);
  const restored = restorer.finish();
  const { labels, uncertainty: doubt } = restored instanceof Uint8Array
    ? { labels: restored, uncertainty: undefined }
    : restored;
  const clean = postprocessing ? postprocess(labels, geometry.size.toReversed(), postprocessing) : labels;
  if (doubt) await writeVolume(doubts, { ...geometry, channels: 1, data: doubt });
  await writeVolume(target, { ...geometry, channels: 1, data: clean });
}

/** The prepared case and where the stored one lies, whose voxels nothing holds any more. */
async function prepare({ plan, channels }: VolumePredictor, item: VolumeCase) {
  const images = await readImages(item, channels);
  try {
    return { prepared: plan.prepare(item.id, { images }), geometry: geometryOf(images[0]) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new DataError([{ file: item.files[0], reason: cause.message }], { cause });
  }
}

function geometryOf({ size, affine, spacing, header }: Volume): Geometry {
  return { size, affine, spacing, ...header && { header } };
}

async function refuseOverwriting({ files }: VolumeCase, targets: readonly string[]): Promise<void> {
  const real = (path: string) => Deno.realPath(path).catch(() => undefined);
  const inputs = await Promise.all(files.map(real));
  for (const target of targets) {
    const there = await real(target);
    if (there === undefined || !inputs.includes(there)) continue;
    const reason = "The result would take the place of the image: write to another folder";
    throw new DataError([{ file: target, reason }]);
  }
}
