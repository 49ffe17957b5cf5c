import type { EvaluationSummary } from "../report/report.ts";
import type { StepResult } from "./step.ts";

/** What the loop tells about one update. */
export interface StepEvent extends StepResult {
  /** Updates done, this one included. */
  readonly step: number;
  /** Updates in all. */
  readonly steps: number;
  /** Passes over the training set done. */
  readonly epoch: number;
  /** Images in the update. */
  readonly images: number;
  /** Seconds waited for the batch. */
  readonly waitSeconds: number;
  /** Seconds of the whole step, waiting included. */
  readonly seconds: number;
}

/** What the loop tells about a validation. */
export interface ValidationEvent {
  /** Updates done. */
  readonly step: number;
  /** Metrics over the validation split. */
  readonly summary: EvaluationSummary;
  /** Whether it is the best so far by the monitored metric. */
  readonly best: boolean;
  /** Seconds it took. */
  readonly seconds: number;
}

/** Listeners for what is optional in a training: logs, progress, live pages. They are awaited in order. */
export interface TrainListener {
  /** After each update. */
  onStep?(event: StepEvent): void | Promise<void>;
  /** After each validation. */
  onValidation?(event: ValidationEvent): void | Promise<void>;
  /** After each checkpoint to resume from. */
  onSave?(step: number): void | Promise<void>;
}
