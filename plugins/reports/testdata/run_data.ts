import type { RunData } from "../run_page/run_data.ts";
import { createReliability } from "../evaluation/reliability.ts";

/** A run of a log with three records and one evaluation of as many images as there are values, for tests of pages. */
export function runData(
  folder: string,
  dice: readonly (number | null)[],
  more: Partial<RunData> = {},
): RunData {
  const known = dice.filter((value) => value !== null);
  const step = (i: number) => ({
    step: 10 * i,
    epoch: i,
    loss: 1 / i,
    terms: { "a<b": 1 / i },
    rate: 1e-3,
    seconds: 2,
    imagesPerSecond: 8,
  });
  return {
    name: "run <b>",
    folder,
    about: "a network & data",
    state: { kind: "finished", step: 30, steps: 30, left: 0 },
    config: { file: null, bases: [], changes: [], text: "seed: 0 # <i>" },
    environment: { deno: "2.9.6" },
    steps: [1, 2, 3].map(step),
    validations: [{ step: 30, means: { dice: 0.5 }, seconds: 1 }],
    metrics: [{ name: "dice", title: "dice", percent: true, higherIsBetter: true }],
    evaluations: [{
      split: "test",
      summary: {
        split: "test",
        count: dice.length,
        sets: {
          foreground: {
            title: "Foreground (paper)",
            metrics: {
              dice: {
                mean: known.reduce((a, b) => a + b, 0) / known.length,
                deviation: 0.1,
                n: known.length,
                interval: [0.4, 0.6],
              },
            },
          },
        },
        bootstrap: { resamples: 10, seed: 0 },
      },
      cases: dice.map((value, i) => ({ id: `<${i}>`, values: { dice: value }, thumbnail: null, link: null })),
      groups: { worst: [], median: [], best: [], undefined: [] },
      calibration: {
        images: dice.length,
        ...reliability(),
        pixels: { coverage: [0.5, 1], risk: [0, 0.1], area: 0.05 },
        confidence: Object.fromEntries(dice.map((value, i) => [`<${i}>`, value ?? 0])),
      },
    }],
    ...more,
  };
}

function reliability() {
  const counts = createReliability();
  counts.add(new Float32Array([0.2, 0.9]), new Uint8Array([0, 1]));
  return counts.result();
}
