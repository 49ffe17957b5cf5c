import type { MetricsLog, StepEvent, TrainListener, ValidationEvent } from "@dragsaw/core";
import { megabytes, memory } from "./memory.ts";
import { bar, duration, type ProgressLine } from "./progress.ts";

/** Numbers as people read them: four digits, exponent only when needed. */
const short = (value: number) =>
  Math.abs(value) >= 1e-3 || value === 0 ? value.toFixed(4) : value.toExponential(2);

/** Sums over the steps since the last log line. */
class Window {
  steps = 0;
  seconds = 0;
  wait = 0;
  images = 0;

  add({ seconds, waitSeconds, images }: StepEvent): void {
    this.steps++;
    this.seconds += seconds;
    this.wait += waitSeconds;
    this.images += images;
  }

  get imagesPerSecond(): number {
    return this.images / this.seconds;
  }

  /** Share of the time spent waiting for data. */
  get dataWait(): number {
    return this.wait / this.seconds;
  }
}

/**
 * The log of a training: a progress bar on a terminal, a line every `logEvery` steps elsewhere, and the records of
 * `metrics.jsonl`. Each line has the losses, images a second, the most memory so far, the share of a step spent waiting for
 * data, and the time left.
 */
export function trainingLog(progress: ProgressLine, log: MetricsLog, logEvery: number): TrainListener {
  let window = new Window();
  let pace = 0;
  return {
    async onStep(event) {
      window.add(event);
      const { step, steps } = event;
      // The first step also traces and warms up: it says nothing about the time left.
      if (window.steps > 1 || pace === 0) pace = window.seconds / window.steps;
      const due = step % logEvery === 0 || step === steps || step === 1;
      progress.update(stepLine(event, window, (steps - step) * pace), due);
      if (!due) return;
      await log.append(stepRecord(event, window));
      window = new Window();
    },
    async onValidation(event) {
      progress.line(validationLine(event));
      const { step, summary, seconds } = event;
      await log.append({ event: "validation", step, ...summary.means, seconds });
    },
  };
}

/** @param left Seconds to the end. */
function stepLine({ step, steps, epoch, total, terms }: StepEvent, window: Window, left: number): string {
  return [
    `${bar(step / steps)} ${step}/${steps}`,
    `epoch ${epoch.toFixed(1)}`,
    `loss ${short(total)}`,
    ...Object.entries(terms).map(([name, value]) => `${name} ${short(value)}`),
    `${window.imagesPerSecond.toFixed(1)} images/s`,
    `at most ${megabytes(memory().peak)}`,
    `data wait ${(100 * window.dataWait).toFixed(0)}%`,
    `ETA ${duration(left)}`,
  ].join("  ");
}

function stepRecord(
  { step, epoch, total, terms, rate }: StepEvent,
  { seconds, imagesPerSecond, dataWait }: Window,
): { readonly step: number } & Record<string, unknown> {
  const { resident, peak } = memory();
  return {
    event: "step",
    step,
    epoch,
    loss: total,
    ...terms,
    rate,
    seconds,
    imagesPerSecond,
    dataWait,
    residentMegabytes: Math.round(resident / 1e6),
    peakMegabytes: Math.round(peak / 1e6),
  };
}

function validationLine({ step, summary, best, seconds }: ValidationEvent): string {
  const means = Object.entries(summary.means).map(([name, value]) =>
    `${name} ${value === null ? "-" : short(value)}`
  );
  const mark = best ? "  (best so far)" : "";
  return `  validation at step ${step}: ${means.join("  ")}${mark}  [${duration(seconds)}]`;
}
