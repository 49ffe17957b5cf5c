import { type Backend, BackendError, type OpCost, openUpdates, type Profiler } from "@dragsaw/core";
import type { ProgressLine } from "../shared/progress.ts";
import type { Session } from "../shared/run_session.ts";
import { pluginUrl } from "../shared/session.ts";
import { createSpawn } from "../shared/spawn.ts";

/** What one training step took. */
export interface StepCosts {
  /** Seconds from having the batch to having the losses. */
  readonly seconds: number;
  /** Ops of each function that it called: one, or one for each batch and one for the update with `train.accumulate`. */
  readonly calls: readonly (readonly OpCost[])[];
}

/** Steps that are not measured: the first one traces, and both meet cold caches. */
export const WARM_UP = 2;

/** Makes the first steps of a training, weights as at its start, and measures all but those to warm up. */
export async function measureSteps(
  { run, backend }: Session,
  steps: number,
  progress: ProgressLine,
): Promise<StepCosts[]> {
  const profiler = profilerOf(backend);
  // Nothing is read ahead: data workers would take time from the ops.
  const config = { ...run.config, loader: { ...run.config.loader, prefetch: 0 } };
  const plugins = config.plugins.map(pluginUrl);
  const { loader, update, close } = openUpdates({ ...run, config }, { spawn: createSpawn(), plugins });
  try {
    const costs: StepCosts[] = [];
    for (let step = 0; step < WARM_UP + steps; step++) {
      progress.update(
        step < WARM_UP ? `Warming up ${step + 1}/${WARM_UP}` : `Step ${step + 1 - WARM_UP}/${steps}`,
      );
      const batch = await loader.batch(step);
      profiler.start();
      const began = performance.now();
      await update(batch, Math.min(step, run.plan.steps - 1));
      costs.push({ seconds: (performance.now() - began) / 1000, calls: profiler.stop() });
    }
    return costs.slice(WARM_UP);
  } finally {
    close();
  }
}

/** @throws {BackendError} when the backend cannot measure. */
export function profilerOf({ name, profiler }: Pick<Backend, "name" | "profiler">): Profiler {
  if (profiler) return profiler;
  throw new BackendError(
    `Cannot profile on backend "${name}": it does not say what its ops cost; profile on tensorflow ` +
      "(backend.type, DRAGSAW_BACKEND), and where that cannot be had deno task doctor says why",
  );
}
