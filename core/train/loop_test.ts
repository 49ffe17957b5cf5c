import { assertEquals, assertRejects } from "@std/assert";
import type { TrainingProgress } from "../checkpoint/checkpoint.ts";
import type { EvaluationSummary } from "../report/report.ts";
import { DivergedError, type Plan, train, type Training } from "./loop.ts";

const plan: Plan = {
  steps: 10,
  stepsPerEpoch: 4,
  validateEvery: 4,
  saveEvery: 3,
  monitor: { metric: "dice", higherIsBetter: true },
};
const fresh: TrainingProgress = { step: 0, best: null };

function fake(scores: (number | null)[], losses: (step: number) => number = () => 1) {
  const did: string[] = [];
  const summary = (dice: number | null): EvaluationSummary => ({
    split: "val",
    count: 1,
    means: { dice },
    deviations: { dice: 0 },
    defined: { dice: 1 },
  });
  const batch = (step: number) =>
    Promise.resolve({
      ids: [`${step}`],
      images: new Float32Array(),
      labels: new Int32Array(),
      size: [1, 1] as [number, number],
      channels: 1,
    });
  const training: Training = {
    loader: { batch },
    update: (batch, step) => {
      did.push(`update ${step} of ${batch.ids[0]}`);
      return Promise.resolve({ total: losses(step), terms: { segmentation: losses(step) }, rate: 0.1 });
    },
    validate: () => Promise.resolve(summary(scores.shift() ?? null)),
    saveLast: ({ step }) => void did.push(`last ${step}`) as unknown as Promise<void>,
    saveBest: ({ step, best }) => void did.push(`best ${step} ${best!.value}`) as unknown as Promise<void>,
    listeners: [{
      onValidation: ({ step, best }) => void did.push(`validated ${step}${best ? " best" : ""}`),
    }],
  };
  return { training, did, marks: () => did.filter((line) => !line.startsWith("update")) };
}

Deno.test("train() validates, keeps the best and saves when due, and always at the end", async () => {
  const { training, marks } = fake([0.5, 0.7, 0.6]);
  const { progress, done } = await train(training, plan, fresh, new AbortController().signal);
  assertEquals(progress, { step: 10, best: { step: 8, value: 0.7 } });
  assertEquals(done, true);
  assertEquals(marks(), [
    "last 3",
    "best 4 0.5",
    "validated 4 best",
    "last 6",
    "best 8 0.7",
    "validated 8 best",
    "last 9",
    "validated 10",
    "last 10",
  ]);
});

Deno.test("train() goes on from where it stands with the batch of that step", async () => {
  const { training, did } = fake([0.1]);
  await train(training, plan, { step: 8, best: { step: 4, value: 0.9 } }, new AbortController().signal);
  assertEquals(did.slice(0, 3), ["update 8 of 8", "last 9", "update 9 of 9"]);
});

Deno.test("train() finishes the step in hand and saves when it is stopped", async () => {
  const stop = new AbortController();
  const { training, marks } = fake([]);
  const listeners = [{ onStep: ({ step }: { step: number }) => step === 2 ? stop.abort() : undefined }];
  const { progress, done } = await train({ ...training, listeners }, plan, fresh, stop.signal);
  assertEquals([progress.step, done, marks()], [2, false, ["last 2"]]);
});

Deno.test("train() stops at a loss that is not a number, names step, terms and the good checkpoint, saves nothing", async () => {
  const { training, marks } = fake([0.5], (step) => step === 7 ? NaN : 1);
  const error = await assertRejects(
    () => train(training, plan, fresh, new AbortController().signal),
    DivergedError,
  );
  assertEquals(error.message.startsWith("Stopped at step 8: the loss is NaN (segmentation NaN"), true);
  assertEquals(error.message.endsWith("The last good checkpoint is of step 6"), true);
  assertEquals(marks().at(-1), "last 6");
});

Deno.test("train() treats an undefined metric as the worst value, not as a missing one", async () => {
  const { training } = fake([null, 0.01, 0]);
  const { progress } = await train(training, plan, fresh, new AbortController().signal);
  assertEquals(progress.best, { step: 8, value: 0.01 });
});
