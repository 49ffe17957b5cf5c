import {
  resume,
  type RunFolder,
  runFolder,
  type Start,
  trainRun,
  writeAtomic,
  writeMetricsTable,
} from "@dragsaw/core";
import { eventFiles } from "@dragsaw/reports";
import { audienceOf } from "./audience.ts";
import { checkBefore } from "./check_data.ts";
import { describeInitial } from "./describe_initial.ts";
import { environment } from "./environment.ts";
import { splitText } from "./split_file.ts";
import { workerPlugins } from "../shared/import_plugin.ts";
import { createSpawn } from "../shared/spawn.ts";
import { megabytes, memory } from "../shared/memory.ts";
import { exists } from "../shared/paths.ts";
import { duration, type ProgressLine } from "../shared/progress.ts";
import { prepareVolumes } from "../shared/prepare_volumes.ts";
import { resolved, type Session } from "../shared/run_session.ts";
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
  const start = await resume(run, folder, hash, { restart });
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
  start: Start,
  { restart, progress, stop }: TrainOptions,
): Promise<boolean> {
  const { run, folder, hash } = session;
  const fingerprint = await checkBefore(session, progress);
  await writeRecord(session, fingerprint);
  const interrupt = onInterrupt(() =>
    progress.line("Finishing the step in hand, then saving (Ctrl-C again leaves at once)")
  );
  try {
    const signal = AbortSignal.any([interrupt.signal, stop]);
    const prepared = await prepareVolumes(session, progress, signal);
    // The last that can be refused lies behind: until here the old run is whole
    if (restart) await forget(folder);
    if (start.initial) {
      await writeAtomic(folder.initialWeights, JSON.stringify(start.initial, null, 2) + "\n");
    }
    const audience = await audienceOf(session, progress, start.step);
    const began = performance.now();
    const { progress: { step }, done } = await trainRun(run, {
      folder,
      hash,
      start,
      spawn: createSpawn(),
      plugins: workerPlugins(session.loaded.registry),
      ...audience,
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

/** What a run is, in files of its folder: equal ones for equal configs and data. */
async function writeRecord(
  session: Session,
  fingerprint: Awaited<ReturnType<typeof checkBefore>>,
): Promise<void> {
  const { run, folder } = session;
  await writeAtomic(folder.config, resolved(session));
  await writeAtomic(folder.split, splitText(run));
  if (fingerprint) await writeAtomic(folder.data, JSON.stringify(fingerprint, null, 1) + "\n");
  await writeAtomic(folder.environment, JSON.stringify(await environment(session.backend), null, 2) + "\n");
  if (run.volumes) await writeAtomic(folder.plan, run.volumes.plan.text);
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
  const events = await eventFiles(folder.path);
  for (const file of [last, best, metrics, metricsTable, ...events]) {
    if (await exists(file)) await Deno.remove(file);
  }
}
