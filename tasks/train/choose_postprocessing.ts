import {
  type Postprocessing,
  POSTPROCESSING_FILE,
  postprocessingChooser,
  writePostprocessing,
} from "@dragsaw/nnunet";
import { evaluateRun } from "../shared/evaluate_run.ts";
import type { ProgressLine } from "../shared/progress.ts";
import type { Session } from "../shared/run_session.ts";

/** Measures the best network of volumes on validation, as the network is used, and chooses what is done to predictions. */
export async function choosePostprocessing(session: Session, progress: ProgressLine): Promise<void> {
  const { folder, run: { dataset } } = session;
  if (dataset.cases("val").length === 0) return;
  const chooser = postprocessingChooser(dataset.classes);
  await evaluateRun(session, { split: "val", progress, onPair: (pair) => chooser.add(pair) });
  const chosen = chooser.choose();
  await writePostprocessing(`${folder.path}/${POSTPROCESSING_FILE}`, chosen);
  progress.line(`Postprocessing: ${describe(chosen)}`);
}

/** What is done, and what it gives. */
export function describe({ foreground, classes }: Postprocessing): string {
  const kept = [{ ...foreground, name: "all foreground" }, ...classes].filter(({ keepLargest }) =>
    keepLargest
  )
    .map(({ name, before, after }) => `${name} (Dice ${before!.toFixed(4)} to ${after!.toFixed(4)})`);
  return kept.length === 0 ? "none, as none helps" : `the largest component of ${kept.join(", ")}`;
}
