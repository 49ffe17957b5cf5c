import { type Arguments, type Command, main, printError, UsageError } from "./shared/command.ts";
import { onInterrupt } from "./shared/interrupt.ts";
import { checkpointFlag, CHECKPOINTS, choice, runFlags } from "./shared/options.ts";
import { createProgress } from "./shared/progress.ts";
import { listImages } from "./predict/list_images.ts";
import { openPredictor } from "./predict/predictor.ts";
import { predictAll } from "./predict/predict_all.ts";

const command: Command = {
  name: "predict",
  summary:
    "Segments images with a trained run. For each image, at its own size and upright: NAME_mask.png (0/255, or class\n" +
    "ids), NAME_probability.png, NAME_uncertainty.png and NAME_overlay.png. An image that cannot be read is named with the\n" +
    "reason, the others are done, and the exit status is 1.",
  usage: "RUN-FOLDER FILES-OR-FOLDERS... --out DIR [options]",
  positional: [2, Infinity],
  flags: {
    out: { kind: "string", value: "DIR", help: "Where results go; made when missing" },
    checkpoint: checkpointFlag,
    slots: { kind: "boolean", help: "Also the UAFR map of every refined slot: NAME_uncertainty_SLOT.png" },
    mirror: { kind: "boolean", help: "Average over mirrored images: four times the work, a little better" },
    set: runFlags.set,
  },
  examples: [
    "runs/quickstart-1a2b3c4d photos --out masks",
    "runs/isic2017-0f1e2d3c a.jpg b.png --out masks --slots",
  ],
  run,
};

async function run(args: Arguments): Promise<number> {
  const [source, ...inputs] = args.positional;
  const out = args.get("out");
  if (out === undefined) throw new UsageError("--out DIR is missing: where do the masks go?");
  const checkpoint = choice(args, "checkpoint", CHECKPOINTS);
  const { images, others } = await listImages(inputs);
  const progress = createProgress();
  if (others.length > 0) progress.line(`Not images, passed over: ${others.join(", ")}`);
  if (images.length === 0) throw new UsageError(`Found no image in ${inputs.join(", ")}`);
  const predictor = await openPredictor(source, {
    checkpoint,
    progress,
    set: args.list("set"),
    slots: args.has("slots"),
    mirror: args.has("mirror"),
  });
  const interrupt = onInterrupt(() => progress.line("Stopping after this image"));
  try {
    const { done, failed } = await predictAll(predictor, images, out, progress, interrupt.signal);
    progress.line(`${done} of ${images.length} images segmented into ${out}`);
    for (const { file, reason } of failed) printError(`error: ${file}: ${reason}`);
    if (interrupt.signal.aborted) return 130;
    return failed.length > 0 ? 1 : 0;
  } finally {
    interrupt.release();
    predictor.close();
  }
}

if (import.meta.main) await main(command);
