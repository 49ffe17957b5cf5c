import { type MetricsLog, openMetricsLog, type TrainingOptions } from "@dragsaw/core";
import { openTensorBoard, type TensorBoard } from "@dragsaw/reports";
import { hostname } from "node:os";
import type { ProgressLine } from "../shared/progress.ts";
import type { Session } from "../shared/run_session.ts";
import { trainingLog } from "../shared/training_log.ts";
import { memoryWatch } from "./memory_watch.ts";

/** Validation cases that TensorBoard shows. */
const SHOWN = 4;

/**
 * Who is told of a training: the terminal, the log, the watch over memory and, with `train.tensorboard`, an event file.
 *
 * @param step Where the run stands.
 */
export async function audienceOf(
  session: Session,
  progress: ProgressLine,
  step: number,
): Promise<Pick<TrainingOptions, "listeners" | "reports">> {
  const { folder, run: { config: { train: { logEvery, tensorboard } } } } = session;
  const log = await openMetricsLog(folder, step);
  const watch = memoryWatch(session, progress);
  if (!tensorboard) return { listeners: [trainingLog(progress, log, logEvery), watch] };
  const board = await openBoard(session, step);
  const listeners = [trainingLog(progress, both(log, board.log), logEvery), watch, board.listener];
  return { listeners, reports: [board.report] };
}

function openBoard({ run, folder }: Session, step: number): Promise<TensorBoard> {
  const cases = run.dataset.cases("val"), count = Math.min(SHOWN, cases.length);
  return openTensorBoard({
    folder: folder.path,
    host: hostname(),
    step,
    parameters: run.experiment.parameters.all,
    cases: Array.from({ length: count }, (_, i) => cases[Math.floor(i * cases.length / count)].id),
  });
}

const both = (one: MetricsLog, two: MetricsLog): MetricsLog => ({
  async append(record) {
    await one.append(record);
    await two.append(record);
  },
});
