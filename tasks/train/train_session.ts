import {
  openMetricsLog,
  resume,
  type RunFolder,
  runFolder,
  type TrainingProgress,
  trainRun,
  writeAtomic,
  writeMetricsTable,
} from "@dragsaw/core";
import { checkBefore } from "./check_data.ts";
import { describeInitial } from "./describe_initial.ts";
import { environment } from "./environment.ts";
import { splitText } from "./split_file.ts";
import { pluginUrl } from "../shared/session.ts";
import { createSpawn } from "../shared/spawn.ts";
import { megabytes, memory } from "../shared/memory.ts";
import { exists } from "../shared/paths.ts";
import { duration, type ProgressLine } from "../shared/progress.ts";
import { prepareVolumes } from "../shared/prepare_volumes.ts";
import { memoryWatch } from "./memory_watch.ts";
import { resolved, type Session } from "../shared/run_session.ts";
import { trainingLog } from "../shared/training_log.ts";
import { onInterrupt } from "../shared/interrupt.ts";

/** How a session is trained. */
export interface TrainOptions {
  /** Begin anew. */
  readonly restart: boolean;
  /** Told how it goes. */
  readonly progress: ProgressLine;
  /** Stops it, as Ctrl-C does. */
  readonly stop: AbortSignal;
}

/** Trains a session's run to its end, from wherever it stands. @returns False when it was interrupted. */
export async function trainSession(session: Session, options: TrainOptions): Promise<boolean> {
  const { restart, progress } = options;
  const { run, folder, hash } = session;
  await Deno.mkdir(`${folder.path}/checkpoints`, { recursive: true });
  if (restart) await forget(folder);
  const start = await resume(run, folder, hash);
  announce(session, start.step, progress);
  if (start.initial) describeInitial(start.initial).forEach(progress.line);
  if (start.step >= run.plan.steps) {
    progress.line(`Already trained: all ${run.plan.steps} steps are done; --restart begins anew`);
    await writeMetricsTable(folder); // a kill may have come between the last checkpoint and the table
    return true;
  }
  return await goOn(session, start, options);
}

/** Trains from `start` and keeps the run folder's files up to date. */
async function goOn(
  session: Session,
  start: TrainingProgress,
  { progress, stop }: TrainOptions,
): Promise<boolean> {
  const { run, folder, hash } = session;
  const fingerprint = await checkBefore(session, progress);
  await writeAtomic(folder.config, resolved(session));
  await writeAtomic(folder.split, splitText(run));
  if (fingerprint) await writeAtomic(folder.data, JSON.stringify(fingerprint, null, 1) + "\n");
  await writeAtomic(folder.environment, JSON.stringify(await environment(session.backend), null, 2) + "\n");
  if (run.volumes) await writeAtomic(folder.plan, run.volumes.plan.text);
  const log = await openMetricsLog(folder, start.step);
  const interrupt = onInterrupt(() =>
    progress.line("Finishing the step in hand, then saving (Ctrl-C again leaves at once)")
  );
  try {
    const signal = AbortSignal.any([interrupt.signal, stop]);
    const prepared = await prepareVolumes(session, progress, signal);
    const began = performance.now();
    const { progress: { step }, done } = await trainRun(run, {
      folder,
      hash,
      start,
      spawn: createSpawn(),
      plugins: run.config.plugins.map(pluginUrl),
      listeners: [trainingLog(progress, log, run.config.train.logEvery), memoryWatch(session, progress)],
      signal,
      prepared,
    });
    await writeMetricsTable(folder);
    const took = duration((performance.now() - began) / 1000);
    progress.line(
      done
        ? `Trained ${step - start.step} steps in ${took}, with ${megabytes(memory().peak)} of memory at most`
        : `Saved at step ${step} after ${took}. Go on: deno task train ${folder.path}`,
    );
    return done;
  } finally {
    interrupt.release();
  }
}

function announce({ run, folder }: Session, step: number, progress: ProgressLine): void {
  const { dataset, plan, config, experiment } = run;
  const count = (split: "train" | "val") => dataset.cases(split).length;
  const weights = experiment.parameters.all.filter(({ trainable }) => trainable)
    .reduce((sum, { variable }) => sum + variable.size, 0);
  progress.line(
    `Data: ${dataset.name}, ${count("train")} train, ${count("val")} val, ${
      run.testSet.cases("test").length
    } test`,
  );
  progress.line(
    `Network: ${config.model.type}, ${weights.toLocaleString("en")} weights, input ${config.size.join("x")}`,
  );
  const on = step > 0 && step < plan.steps ? `, going on after step ${step}` : "";
  progress.line(`Run: ${folder.path}, ${plan.steps} steps${on}`);
}

/** Removes checkpoints and logs of a run; other files in the folder are not ours to delete. */
async function forget(folder: RunFolder): Promise<void> {
  const { last, best, metrics, metricsTable } = runFolder(folder.path);
  for (const file of [last, best, metrics, metricsTable]) if (await exists(file)) await Deno.remove(file);
}
