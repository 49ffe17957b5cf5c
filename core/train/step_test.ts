import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import type { Schedule } from "../optim/schedule.ts";
import type { Backend } from "../tensor/backend.ts";
import { activate } from "../tensor/select.ts";
import { tf } from "../tensor/tf.ts";
import { assertClose } from "../testing/assert_close.ts";
import { disposeExperiment, everything, type Experiment } from "./experiment.ts";
import { createUpdate, type StepOptions, type StepResult } from "./step.ts";
import { toyBatch, toyExperiment, type ToyOptions } from "./testdata/toy_experiment.ts";

const options: StepOptions = { seed: 1, horizon: { steps: 10, stepsPerEpoch: 5 }, accumulate: 1 };

const snapshot = async (experiment: Experiment) => {
  return new Map(
    await Promise.all(
      everything(experiment).map(async ({ name, variable }) => [name, await variable.data()] as const),
    ),
  );
};

/** Makes `steps` updates of a fresh experiment. */
async function train(toy: ToyOptions, steps: number, changes: Partial<StepOptions> = {}, first = 0) {
  const experiment = toyExperiment(toy);
  const update = createUpdate(experiment, { ...options, ...changes });
  const before = await snapshot(experiment), reports: StepResult[] = [];
  for (let i = 0; i < steps; i++) reports.push(await update(toyBatch(i), first + i));
  const after = await snapshot(experiment);
  update.close();
  disposeExperiment(experiment);
  return { before, after, reports };
}

const flat = (values: ReadonlyMap<string, ArrayLike<number>>) =>
  [...values.values()].flatMap((v) => Array.from(v));

onEachBackend("createUpdate() compiles to the numbers of op by op", async (backend) => {
  for (const accumulate of [1, 2]) {
    await activate(backend);
    const toy = { norm: true, drop: 0.4, twin: true };
    const compiled = await train(toy, 3, { accumulate, clipNorm: 0.5 });
    const eager: Backend = Object.create(backend, { trace: { value: undefined } });
    await activate(eager);
    const plain = await train(toy, 3, { accumulate, clipNorm: 0.5 });
    assertClose(flat(compiled.after), flat(plain.after), 1e-5);
    assertClose(compiled.reports.map(({ total }) => total), plain.reports.map(({ total }) => total), 1e-5);
  }
}, { only: ["tensorflow"] });

onEachBackend("createUpdate() averages the gradients of parts to that of the whole batch", async () => {
  const whole = await train({}, 3), parts = await train({}, 3, { accumulate: 2 });
  const single = await train({}, 3, { accumulate: 4 });
  for (const other of [parts, single]) {
    assertClose(flat(other.after), flat(whole.after), 1e-5);
    assertClose(other.reports.map(({ total }) => total), whole.reports.map(({ total }) => total), 1e-5);
  }
  const normed = await train({ norm: true }, 1),
    normedParts = await train({ norm: true }, 1, { accumulate: 2 });
  assertNotEquals(normedParts.after.get("norm.mean"), normed.after.get("norm.mean"));
});

onEachBackend(
  "createUpdate() reports every term before its weight, their weighted sum and the rate",
  async () => {
    for (const accumulate of [1, 2]) {
      const { reports } = await train({}, 2, { accumulate }, 4);
      for (const [i, { total, terms, rate }] of reports.entries()) {
        assertEquals(Object.keys(terms), ["segmentation", "size"]);
        assertAlmostEquals(total, terms.segmentation + 0.25 * terms.size, 1e-5);
        assertAlmostEquals(rate, 0.5 * (1 - (4 + i) / 10), 1e-12);
      }
    }
  },
);

onEachBackend("createUpdate() gives a term with a schedule that step's weight", async () => {
  const { steps } = options.horizon, fading: Schedule = { rate: (step, base) => base * (1 - step / steps) };
  for (const accumulate of [1, 2]) {
    const { reports } = await train({ schedule: fading }, 3, { accumulate }, 4);
    for (const [i, { total, terms }] of reports.entries()) {
      const weight = 0.25 * (1 - (4 + i) / steps);
      assertAlmostEquals(total, terms.segmentation + weight * terms.size, 1e-5);
    }
  }
});

onEachBackend(
  "createUpdate() moves every weight against its gradient, in proportion to the rate",
  async () => {
    const { before, after } = await train({ norm: true }, 1, {}, 8);
    for (const [name, value] of before) {
      const momentum = after.get(`optimizer.momentum.${name}`);
      if (!momentum) continue;
      const moved = Array.from(value, (x, i) => x - after.get(name)![i]);
      assert(moved.some((x) => x !== 0), name);
      assertClose(moved, Array.from(momentum, (g) => 0.1 * g), 1e-3, 1e-6, name);
    }
    assertNotEquals(after.get("norm.mean"), before.get("norm.mean"));
  },
);

onEachBackend("createUpdate() clips the gradient of the whole update", async () => {
  for (const accumulate of [1, 2]) {
    const { after } = await train({}, 1, { accumulate, clipNorm: 0.01 });
    const gradient = [...after].filter(([name]) => name.startsWith("optimizer.")).flatMap(([, v]) =>
      Array.from(v)
    );
    assertAlmostEquals(Math.hypot(...gradient), 0.01, 1e-6);
  }
});

onEachBackend("createUpdate() draws from the seed and the step alone", async () => {
  const toy = { drop: 0.5 };
  const [one, same, later, other] = [
    await train(toy, 1, {}, 3),
    await train(toy, 1, {}, 3),
    await train(toy, 1, {}, 4),
    await train(toy, 1, { seed: 2 }, 3),
  ];
  assertEquals(same, one);
  assertNotEquals(later.reports[0].terms, one.reports[0].terms);
  assertNotEquals(other.reports[0].terms, one.reports[0].terms);
});

onEachBackend(
  "createUpdate() keeps as many tensors after twenty steps as after one, and none when it is closed",
  async () => {
    for (const accumulate of [1, 2]) {
      const start = tf.memory().numTensors;
      const experiment = toyExperiment({ norm: true, drop: 0.2, twin: true });
      const built = tf.memory().numTensors;
      assertEquals(built - start, everything(experiment).length);
      const update = createUpdate(experiment, { ...options, accumulate, clipNorm: 1 });
      const counts = new Set<number>();
      for (let i = 0; i < 20; i++) {
        await update(toyBatch(i), i % 10);
        counts.add(tf.memory().numTensors);
      }
      assertEquals(counts.size, 1, `Tensors after each step: ${[...counts]}`);
      update.close();
      assertEquals(tf.memory().numTensors, built);
      disposeExperiment(experiment);
    }
  },
);

onEachBackend(
  "createUpdate() moves twins once an update, before it, to the weights as they then are",
  async () => {
    for (const accumulate of [1, 2]) {
      const experiment = toyExperiment({ norm: true, twin: true });
      const update = createUpdate(experiment, { ...options, accumulate });
      let before = await snapshot(experiment);
      for (let step = 0; step < 4; step++) {
        const { terms } = await update(toyBatch(step), step), after = await snapshot(experiment);
        for (const [name, values] of after) {
          if (!name.startsWith("twin.")) continue;
          const weight = before.get(name.slice("twin.".length))!,
            old = before.get(name)!,
            kept = step && 2 / 3;
          assertClose(
            values,
            Array.from(weight, (w, i) => kept * old[i] + (1 - kept) * w),
            1e-6,
            undefined,
            name,
          );
        }
        assertEquals(terms.twin > 0, step > 0);
        before = after;
      }
      update.close();
      disposeExperiment(experiment);
    }
  },
);

onEachBackend(
  "createUpdate() goes on to the same bits from tensors that were saved, twins and all",
  async () => {
    for (const accumulate of [1, 2]) {
      const toy = { norm: true, drop: .3, twin: true }, first = 2, all = 4;
      const saved = await train(toy, first, { accumulate });
      const experiment = toyExperiment(toy);
      for (const { name, variable } of everything(experiment)) {
        tf.tidy(() => variable.assign(tf.tensor(saved.after.get(name)!, variable.shape)));
      }
      const update = createUpdate(experiment, { ...options, accumulate });
      for (let i = first; i < all; i++) await update(toyBatch(i), i);
      assertEquals(await snapshot(experiment), (await train(toy, all, { accumulate })).after);
      update.close();
      disposeExperiment(experiment);
    }
  },
);

onEachBackend("createUpdate() reports a loss that is not a number as it is", async () => {
  const experiment = toyExperiment();
  const update = createUpdate(experiment, options);
  const batch = toyBatch(0);
  batch.images[5] = NaN;
  const { total, terms } = await update(batch, 0);
  assertEquals([total, terms.segmentation], [NaN, NaN]);
  update.close();
  disposeExperiment(experiment);
});

onEachBackend("createUpdate() reports NaN where ReLU behind batch normalization hides it", async () => {
  for (const width of [5, 16]) {
    const experiment = toyExperiment({ norm: true, width });
    const update = createUpdate(experiment, options);
    const batch = toyBatch(0);
    batch.images[5] = NaN;
    assertEquals((await update(batch, 0)).total, NaN);
    update.close();
    disposeExperiment(experiment);
  }
});
