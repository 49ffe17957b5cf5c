import type { Defect } from "@dragsaw/core";
import { type Arguments, UsageError } from "../shared/command.ts";
import { listImages } from "./list_images.ts";
import { predictAll } from "./predict_all.ts";
import { type Prediction, predictorOptions, refuseFlags } from "./predict_options.ts";
import { openPredictor } from "./predictor.ts";

/** Predicts pictures. @returns What could not be used, and why. */
export async function predictPictures(args: Arguments, prediction: Prediction): Promise<readonly Defect[]> {
  const { runs, inputs, out, progress, signal } = prediction;
  refuseFlags(args, ["uncertainty", "memory", "raw"], "pictures");
  if (runs.length > 1) throw new UsageError(`Cannot average runs on pictures: found ${runs.join(", ")}`);
  const { images, others } = await listImages(inputs);
  if (others.length > 0) progress.line(`Not images, passed over: ${others.join(", ")}`);
  if (images.length === 0) throw new UsageError(`Found no image in ${inputs.join(", ")}`);
  const predictor = await openPredictor(runs[0], {
    ...predictorOptions(args, prediction),
    slots: args.has("slots"),
  });
  try {
    const { done, failed } = await predictAll(predictor, images, out, progress, signal);
    progress.line(`${done} of ${images.length} images segmented into ${out}`);
    return failed;
  } finally {
    predictor.close();
  }
}
