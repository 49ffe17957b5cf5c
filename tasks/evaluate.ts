import { OptionError, type Split } from "@dragsaw/core";
import { type Arguments, type Command, main } from "./shared/command.ts";
import { evaluateRun } from "./shared/evaluate_run.ts";
import { onInterrupt } from "./shared/interrupt.ts";
import { checkpointFlag, CHECKPOINTS, choice, configOptions, runFlags } from "./shared/options.ts";
import { createProgress } from "./shared/progress.ts";
import { openSession } from "./shared/run_session.ts";

const SPLITS: readonly Split[] = ["test", "train", "val"];

/** The task. */
export const command: Command = {
  name: "evaluate",
  summary:
    "Measures a trained run on a split, each image at its own size: a table, a row an image (cases.csv), a summary\n" +
    "with both metric sets, and pictures of the worst, median and best cases.",
  usage: "RUN-FOLDER [options]",
  positional: [1, 1],
  flags: {
    split: { kind: "string", value: "NAME", help: "test (default), train or val" },
    checkpoint: checkpointFlag,
    out: {
      kind: "string",
      value: "DIR",
      help: "Where tables and pictures go; RUN/evaluation/SPLIT unless given",
    },
    ...runFlags,
  },
  examples: ["runs/quickstart-1a2b3c4d", "runs/isic2016-0f1e2d3c --split val --set evaluate.resize=after"],
  run,
};

async function run(args: Arguments): Promise<number> {
  const split = choice(args, "split", SPLITS), checkpoint = choice(args, "checkpoint", CHECKPOINTS);
  const progress = createProgress();
  const interrupt = onInterrupt(() => progress.line("Stopping after this image"));
  const session = await openSession({ ...configOptions(args), run: args.positional[0], progress });
  try {
    await evaluateRun(session, {
      split,
      checkpoint,
      out: args.get("out"),
      progress,
      signal: interrupt.signal,
    });
    progress.line(`Written to ${args.get("out") ?? session.folder.evaluation(split)}`);
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) return 130;
    throw error instanceof OptionError ? session.loaded.explain(error) : error;
  } finally {
    interrupt.release();
    session.close();
  }
}

if (import.meta.main) await main(command);
