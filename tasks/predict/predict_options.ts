import { type Arguments, type Flag, UsageError } from "../shared/command.ts";
import { checkpointFlag, CHECKPOINTS, choice, runFlags } from "../shared/options.ts";
import type { ProgressLine } from "../shared/progress.ts";
import type { RunInputs } from "./run_inputs.ts";

/** Options of the command. */
export const predictFlags: Readonly<Record<string, Flag>> = {
  out: { kind: "string", value: "DIR", help: "Where results go; made when missing" },
  checkpoint: checkpointFlag,
  mirror: {
    kind: "boolean",
    help:
      "Average over mirrored images, if the config does not: 4 times the work, 8 of volumes, a little better",
  },
  slots: {
    kind: "boolean",
    help: "Pictures: the UAFR map of every refined slot, NAME_uncertainty_SLOT.png",
  },
  uncertainty: { kind: "boolean", help: "Volumes: also uncertainty/CASE.nii.gz, 0 (sure) to 1" },
  memory: {
    kind: "string",
    value: "2GiB",
    help: "Volumes: memory for what windows add up to (2GiB); what is beyond goes to a temporary file",
  },
  raw: { kind: "boolean", help: "Volumes: without the postprocessing that was chosen on validation" },
  set: runFlags.set,
};

/** What is to be predicted, and who is told. */
export interface Prediction extends RunInputs {
  /** Told how it goes. */
  readonly progress: ProgressLine;
  /** Stops it. */
  readonly signal: AbortSignal;
}

/** Options of pictures and volumes alike. */
export function predictorOptions(args: Arguments, { progress }: Prediction) {
  const checkpoint = choice(args, "checkpoint", CHECKPOINTS);
  return { checkpoint, progress, set: args.list("set"), mirror: args.has("mirror") };
}

/** @throws {UsageError} when one of `flags` was given. @param what What the runs are on: they do not suit that. */
export function refuseFlags(args: Arguments, flags: readonly string[], what: string): void {
  const given = flags.find((flag) => args.has(flag) || typeof args.get(flag) === "string");
  if (given !== undefined) throw new UsageError(`--${given} is not for runs on ${what}`);
}
