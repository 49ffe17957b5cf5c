import type { Defect } from "@dragsaw/core";
import { parseBytes } from "@dragsaw/nnunet";
import { type Arguments, UsageError } from "../../shared/command.ts";
import { type Prediction, predictorOptions, refuseFlags } from "../predict_options.ts";
import { listVolumeCases } from "./list_cases.ts";
import { openVolumes } from "./open_volumes.ts";
import { predictCases } from "./predict_cases.ts";

/** Predicts volumes. @returns What could not be used, and why. */
export async function predictVolumes(args: Arguments, prediction: Prediction): Promise<readonly Defect[]> {
  const { runs, inputs, out, progress, signal } = prediction;
  refuseFlags(args, ["slots"], "volumes");
  const memory = args.get("memory"), limit = memory === undefined ? {} : { memory: parseBytes(memory) };
  const predictor = await openVolumes(runs, { ...predictorOptions(args, prediction), raw: args.has("raw") });
  try {
    const { cases, others, defects } = await listVolumeCases(inputs, predictor.channels);
    if (others.length > 0) progress.line(`Not volumes, passed over: ${others.join(", ")}`);
    if (cases.length + defects.length === 0) throw new UsageError(`Found no volume in ${inputs.join(", ")}`);
    const options = { out, uncertainty: args.has("uncertainty"), signal, ...limit };
    const { done, failed } = await predictCases(predictor, cases, options, progress);
    progress.line(`${done} of ${cases.length + defects.length} volumes segmented into ${out}`);
    return [...defects, ...failed];
  } finally {
    predictor.close();
  }
}
