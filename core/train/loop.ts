import type { TrainingProgress } from "../checkpoint/checkpoint.ts";
import type { Batch } from "../data/batch.ts";
import type { EvaluationSummary } from "../report/report.ts";
import type { TrainListener } from "./events.ts";
import type { StepResult } from "./step.ts";

/** Finished parts of a training; the loop builds none of them. */
export interface Training {
  /** Gives the batch of any step. */
  readonly loader: { batch(step: number): Promise<Batch> };
  /** Makes one update. */
  readonly update: (batch: Batch, step: number) => Promise<StepResult>;
  /** Evaluates the validation split. */
  readonly validate: () => Promise<EvaluationSummary>;
  /** Writes the checkpoint to resume from. */
  readonly saveLast: (progress: TrainingProgress) => Promise<void>;
  /** Writes the best network so far. */
  readonly saveBest: (progress: TrainingProgress) => Promise<void>;
  /** Told what happens. */
  readonly listeners: readonly TrainListener[];
}

/** When things happen, all in updates. */
export interface Plan {
  /** Updates in all. */
  readonly steps: number;
  /** Updates in one pass over the training set. */
  readonly stepsPerEpoch: number;
  /** Updates between validations; the last update is always validated. */
  readonly validateEvery: number;
  /** Updates between checkpoints. */
  readonly saveEvery: number;
  /** Metric that chooses the best checkpoint, and whether larger is better. */
  readonly monitor: { readonly metric: string; readonly higherIsBetter: boolean };
}

/** The loss stopped being a number; says where, what, and which checkpoint is still good. */
export class DivergedError extends Error {
  /** Name of the class. */
  override name = "DivergedError";
  /**
   * Joins what the update gave and what can be gone back to.
   *
   * @param step Update at which it happened, from 1.
   * @param result Its terms.
   * @param saved Step of the last checkpoint; 0 when there is none.
   */
  constructor(readonly step: number, readonly result: StepResult, readonly saved: number) {
    const terms = Object.entries(result.terms).map(([name, value]) => `${name} ${value}`).join(", ");
    super(
      `Stopped at step ${step}: the loss is ${result.total} (${terms}; learning rate ${result.rate}). ` +
        (saved > 0 ? `The last good checkpoint is of step ${saved}` : "No checkpoint was written yet"),
    );
  }
}

/**
 * Trains from `start` to the end of the plan, or until `signal` is aborted: then the step in hand is finished and saved.
 *
 * @returns Where it stands, and whether it is done.
 * @throws {DivergedError} when the loss is NaN or infinite; nothing is overwritten.
 */
export async function train(
  training: Training,
  plan: Plan,
  start: TrainingProgress,
  signal: AbortSignal,
): Promise<{ progress: TrainingProgress; done: boolean }> {
  let progress = start;
  let saved = start.step;
  const save = async () => {
    await training.saveLast(progress);
    saved = progress.step;
    for (const listener of training.listeners) await listener.onSave?.(saved);
  };
  while (progress.step < plan.steps && !signal.aborted) {
    const began = performance.now();
    const batch = await training.loader.batch(progress.step);
    const waited = performance.now();
    const result = await training.update(batch, progress.step);
    const step = progress.step + 1;
    if (!Number.isFinite(result.total)) throw new DivergedError(step, result, saved);
    progress = { ...progress, step };
    const event = {
      ...result,
      step,
      steps: plan.steps,
      epoch: step / plan.stepsPerEpoch,
      images: batch.ids.length,
      waitSeconds: (waited - began) / 1000,
      seconds: (performance.now() - began) / 1000,
    };
    for (const listener of training.listeners) await listener.onStep?.(event);
    if (step % plan.validateEvery === 0 || step === plan.steps) {
      progress = await validate(training, plan, progress);
    }
    if (step % plan.saveEvery === 0 || step === plan.steps) await save();
  }
  if (progress.step > saved) await save();
  return { progress, done: progress.step >= plan.steps };
}

async function validate(
  training: Training,
  { monitor }: Plan,
  progress: TrainingProgress,
): Promise<TrainingProgress> {
  const began = performance.now();
  const summary = await training.validate();
  const value = summary.means[monitor.metric] ??
    (monitor.higherIsBetter ? -Number.MAX_VALUE : Number.MAX_VALUE);
  const sign = monitor.higherIsBetter ? 1 : -1;
  const best = !progress.best || sign * (value - progress.best.value) > 0;
  const next = best ? { ...progress, best: { step: progress.step, value } } : progress;
  if (best) await training.saveBest(next);
  const event = { step: progress.step, summary, best, seconds: (performance.now() - began) / 1000 };
  for (const listener of training.listeners) await listener.onValidation?.(event);
  return next;
}
