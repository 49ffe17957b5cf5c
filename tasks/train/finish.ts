import { choosePostprocessing } from "./choose_postprocessing.ts";
import { evaluateRun } from "../shared/evaluate_run.ts";
import type { ProgressLine } from "../shared/progress.ts";
import type { Session } from "../shared/run_session.ts";

/** After a training: the test split is read, once, with the best network; then what to try next. */
export async function finish(session: Session, progress: ProgressLine): Promise<void> {
  const { folder, run } = session;
  if (run.volumes) await choosePostprocessing(session, progress);
  if (run.testSet.cases("test").length === 0) {
    progress.line(
      run.volumes
        ? `Pictures and tables: ${
          folder.evaluation("val")
        }\nNext: deno task predict ${folder.path} VOLUMES --out predictions`
        : `No test split: evaluate another with deno task evaluate ${folder.path} --split val`,
    );
    return;
  }
  await evaluateRun(session, { split: "test", progress });
  progress.line(
    [
      "",
      `Pictures and tables: ${folder.evaluation("test")}`,
      "Next:",
      `  deno task predict ${folder.path} IMAGE-OR-FOLDER --out predictions`,
      `  deno task evaluate ${folder.path} --split val`,
      ...run.config.losses.encoder
        ? [
          `  deno task train ${folder.config} --set losses.encoder.weight=0   # what does PDCR in the encoder give?`,
        ]
        : [],
    ].join("\n"),
  );
}
