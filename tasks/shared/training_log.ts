import type { MetricsLog, StepEvent, TrainListener } from "@dragsaw/core";
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
}

/**
 * The log of a training: a progress bar on a terminal, a line every `logEvery` steps elsewhere, and the records of
 * `metrics.jsonl`. Each line has the losses, images a second, the share of a step spent waiting for data, and the time left.
 */
export function trainingLog(progress: ProgressLine, log: MetricsLog, logEvery: number): TrainListener {
  let window = new Window();
  let rate = 0;
  return {
    async onStep(event) {
      window.add(event);
      const { step, steps, epoch, total, terms } = event;
      // The first step also traces and warms up: it says nothing about the time left.
      if (window.steps > 1 || rate === 0) rate = window.seconds / window.steps;
      const losses = Object.entries(terms).map(([name, value]) => `${name} ${short(value)}`).join("  ");
      const speed = window.images / window.seconds;
      const wait = window.wait / window.seconds;
      const left = duration((steps - step) * rate);
      const due = step % logEvery === 0 || step === steps || step === 1;
      progress.update(
        `${bar(step / steps)} ${step}/${steps}  epoch ${epoch.toFixed(1)}  loss ${
          short(total)
        }  ${losses}  ` +
          `${speed.toFixed(1)} images/s  data wait ${(100 * wait).toFixed(0)}%  ETA ${left}`,
        due,
      );
      if (!due) return;
      const memory = Math.round(Deno.memoryUsage().rss / 1e6);
      await log.append({
        event: "step",
        step,
        epoch,
        loss: total,
        ...terms,
        rate: event.rate,
        imagesPerSecond: speed,
        dataWait: wait,
        residentMegabytes: memory,
      });
      window = new Window();
    },
    async onValidation({ step, summary, best, seconds }) {
      const means = Object.entries(summary.means).map(([name, value]) =>
        `${name} ${value === null ? "-" : short(value)}`
      );
      progress.line(
        `  validation at step ${step}: ${means.join("  ")}${best ? "  (best so far)" : ""}  [${
          duration(seconds)
        }]`,
      );
      await log.append({ event: "validation", step, ...summary.means });
    },
  };
}
