import { type Arguments, type Command, main, printError } from "./shared/command.ts";
import { onInterrupt } from "./shared/interrupt.ts";
import { predictFlags } from "./predict/predict_options.ts";
import { predictPictures } from "./predict/predict_pictures.ts";
import { isOfVolumes, runInputs } from "./predict/run_inputs.ts";
import { predictVolumes } from "./predict/volumes/predict_volumes.ts";
import { createProgress } from "./shared/progress.ts";

/** The task. */
export const command: Command = {
  name: "predict",
  summary:
    "Segments images with a trained run. Pictures, each at its own size and upright: NAME_mask.png (0/255, or class ids),\n" +
    "NAME_probability.png, NAME_uncertainty.png and NAME_overlay.png. Volumes (NIfTI, NRRD, MetaImage, folders of DICOM\n" +
    "series; CASE_0000, CASE_0001 ... are channels of CASE), each on its own grid: CASE.nii.gz with class ids. An image that\n" +
    "cannot be read is named with the reason, the others are done, and the exit status is 1.",
  usage:
    "RUN-FOLDER... FILE-OR-FOLDER OUT [options], or RUN-FOLDER... FILES-OR-FOLDERS... --out OUT [options]",
  positional: [2, Infinity],
  flags: predictFlags,
  examples: [
    "runs/quickstart-1a2b3c4d photos --out masks",
    "runs/isic2017-0f1e2d3c a.jpg b.png --out masks --slots",
    "runs/hippocampus-5e6f7a8b imagesTs labels",
    "runs/brain-fold0-1a2b3c4d runs/brain-fold1-5e6f7a8b imagesTs labels --uncertainty",
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const wanted = await runInputs(args.positional, args.get("out")), progress = createProgress();
  const interrupt = onInterrupt(() => progress.line("Stopping"));
  try {
    const predict = await isOfVolumes(wanted.runs[0]) ? predictVolumes : predictPictures;
    const failed = await predict(args, { ...wanted, progress, signal: interrupt.signal });
    for (const { file, reason } of failed) printError(`error: ${file}: ${reason}`);
    if (interrupt.signal.aborted) return 130;
    return failed.length > 0 ? 1 : 0;
  } finally {
    interrupt.release();
  }
}

if (import.meta.main) await main(command);
