import { type Backend, BackendError, type OpCost, openUpdates, type Profiler } from "@dragsaw/core";
import { workerPlugins } from "../shared/import_plugin.ts";
import { memory } from "../shared/memory.ts";
import { prepareVolumes } from "../shared/prepare_volumes.ts";
import type { ProgressLine } from "../shared/progress.ts";
import type { Session } from "../shared/run_session.ts";
import { createSpawn } from "../shared/spawn.ts";

/** What one training step took. */
export interface StepCosts {
  /** Seconds from having the batch to having the losses. */
  readonly seconds: number;
  /** Ops of each function that it called: one, or one for each batch and one for the update with `train.accumulate`. */
  readonly calls: readonly (readonly OpCost[])[];
}

/** What the steps of a training take. */
export interface Measurement {
  /** Of each step as it is in training. */
  readonly seconds: readonly number[];
  /** The most that the process took until then, in bytes. */
  readonly peak: number;
  /** Steps with every op measured, which takes time itself. */
  readonly steps: readonly StepCosts[];
}

/** Steps that do not count: the first one traces, and both meet cold caches. */
const WARM_UP = 2;

/** Makes the first steps of a training as they are, then once more op by op; weights begin as at its start. */
export async function measure(session: Session, count: number, progress: ProgressLine): Promise<Measurement> {
  const profiler = profilerOf(session.backend);
  const seconds: number[] = [], steps: StepCosts[] = [];
  await repeat(session, count, async (name, step) => {
    progress.update(`Measuring ${name}`);
    seconds.push(await timed(step));
  });
  const { peak } = memory();
  await repeat(session, count, async (name, step) => {
    progress.update(`Measuring ${name}, op by op`);
    profiler.start();
    const seconds = await timed(step);
    steps.push({ seconds, calls: profiler.stop() });
  });
  return { seconds: seconds.slice(WARM_UP), peak, steps: steps.slice(WARM_UP) };
}

/** Hands `count` steps, after those to warm up, to `make`. */
async function repeat(
  { run, loaded }: Session,
  count: number,
  make: (name: string, step: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  // Nothing is read ahead: data workers would take time from the ops.
  const config = { ...run.config, loader: { ...run.config.loader, prefetch: 0 } };
  const plugins = workerPlugins(loaded.registry);
  const prepared = await prepareVolumes({ run }, { update: () => {}, line: () => {} });
  const { loader, update, close } = openUpdates({ ...run, config }, {
    spawn: createSpawn(),
    plugins,
    prepared,
  });
  try {
    for (let i = 0; i < WARM_UP + count; i++) {
      const batch = await loader.batch(i);
      const name = i < WARM_UP ? `warm-up ${i + 1}/${WARM_UP}` : `step ${i + 1 - WARM_UP}/${count}`;
      await make(name, () => update(batch, Math.min(i, run.plan.steps - 1)));
    }
  } finally {
    close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** @throws {BackendError} when the backend cannot measure. */
export function profilerOf({ name, profiler }: Pick<Backend, "name" | "profiler">): Profiler {
  if (profiler) return profiler;
  throw new BackendError(
    `Cannot profile on backend "${name}": it does not say what its ops cost. Profile on tensorflow ` +
      "(--set backend.type=tensorflow); where that cannot be had, deno task doctor says why",
  );
}
