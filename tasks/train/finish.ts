import { choosePostprocessing } from "./choose_postprocessing.ts";
import { writeRunEvents } from "../tensorboard/write_run_events.ts";
import { evaluateRun } from "../shared/evaluate_run.ts";
import type { ProgressLine } from "../shared/progress.ts";
import type { Session } from "../shared/run_session.ts";

/** After a training: the test split is read, once, with the best network; then what to try next. */
export async function finish(session: Session, progress: ProgressLine): Promise<void> {
  const { folder, run } = session, { path } = folder;
  if (run.volumes) await choosePostprocessing(session, progress);
  const isTested = run.testSet.cases("test").length > 0;
  if (isTested) await evaluateRun(session, { split: "test", progress });
  if (run.config.train.tensorboard) await writeRunEvents(path);
  const measured = isTested ? "test" : run.volumes ? "val" : undefined;
  progress.line(
    [
      "",
      ...measured ? [`Pictures and tables: ${folder.evaluation(measured)}`] : ["No test split"],
      "Next:",
      `  deno task report ${path}`,
      ...run.config.train.tensorboard ? [`  tensorboard --logdir ${path}`] : [],
      `  deno task predict ${path} ${run.volumes ? "VOLUMES" : "IMAGE-OR-FOLDER"} --out predictions`,
      ...measured === "val" ? [] : [`  deno task evaluate ${path} --split val`],
      ...run.config.losses.encoder
        ? [
          `  deno task train ${folder.config} --set losses.encoder.weight=0   # what does PDCR in the encoder give?`,
        ]
        : [],
    ].join("\n"),
  );
}
