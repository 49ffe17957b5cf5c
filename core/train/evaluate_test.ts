import { assertEquals, assertRejects } from "@std/assert";
import { type Case, DataError, type Dataset } from "../data/dataset.ts";
import type { Metric } from "../metric/metric.ts";
import type { EvaluatedCase, EvaluationSummary, Report } from "../report/report.ts";
import { evaluate, type Evaluation } from "./evaluate.ts";
import type { Segment } from "./segment.ts";

/** Foreground pixels of the truth, and the size, of each case. */
const CASES = { a: [1, [1, 2]], b: [0, [3, 1]], c: [4, [2, 2]] } as Record<
  string,
  [number, [number, number]]
>;

function dataset(withMasks = true): Dataset {
  const cases = Object.keys(CASES).map((id): Case => ({ id, split: "val", image: `${id}.png` }));
  return {
    name: "three",
    classes: ["background", "lesion"],
    channels: 1,
    cases: (split) => split === "val" ? cases : [],
    load({ id }) {
      const [count, [height, width]] = CASES[id];
      const data = Uint8Array.from({ length: height * width }, (_, i) => i < count ? 1 : 0);
      const image = { width, height, channels: 1, data: new Uint8Array(height * width).fill(255) };
      return Promise.resolve(withMasks ? { image, labels: { width, height, data } } : { image });
    },
  };
}

/** Calls everything a lesion. */
const segment: Segment = ({ data, size }, [height, width]) => {
  assertEquals([data.length, ...size], [8, 2, 4]);
  assertEquals(data.every((value) => Math.abs(value - 5) < 1e-5), true, "white is (1 - 0.5) / 0.1");
  const pixels = height * width;
  return Promise.resolve({
    labels: new Uint8Array(pixels).fill(1),
    probability: new Float32Array(pixels).fill(0.75),
    uncertainty: { prediction: new Float32Array(pixels) },
  });
};

const share: Metric = {
  name: "share",
  higherIsBetter: true,
  measure: ({ truth, confusion, classes, size }) => {
    assertEquals(truth.length, size[0] * size[1]);
    const found = confusion[classes + 1];
    return found === 0 ? null : found / truth.length;
  },
};

function evaluation(changes: Partial<Evaluation> = {}) {
  const cases: EvaluatedCase[] = [], ends: EvaluationSummary[] = [], folders: string[] = [];
  const report: Report = {
    onCase: (item, folder) => Promise.resolve(void (cases.push(item), folders.push(folder))),
    onEnd: (summary, folder) => Promise.resolve(void (ends.push(summary), folders.push(folder))),
  };
  const normalize = { mean: [0.5], std: [0.1] };
  const whole: Evaluation = {
    ...{ dataset: dataset(), split: "val", segment, size: [2, 4], normalize, metrics: [share] },
    ...{ reports: [report], folder: "out", ...changes },
  };
  return { whole, cases, ends, folders };
}

Deno.test("evaluate() measures each image at its own size and averages where the metric is defined", async () => {
  const { whole } = evaluation();
  const { split, count, means, defined, deviations } = await evaluate(whole);
  assertEquals([split, count, means.share, defined.share], ["val", 3, 0.75, 2]);
  assertEquals(Math.abs(deviations.share! - Math.SQRT1_2 / 2) < 1e-12, true);
});

Deno.test("evaluate() tells its reports of every case in order, then of the summary", async () => {
  const { whole, cases, ends, folders } = evaluation();
  const summary = await evaluate(whole);
  assertEquals(cases.map(({ id, file, metrics }) => [id, file, metrics.share]), [
    ["a", "a.png", 0.5],
    ["b", "b.png", null],
    ["c", "c.png", 1],
  ]);
  assertEquals([...cases[0].prediction, ...cases[0].truth, cases[0].classes], [1, 1, 1, 0, 2]);
  assertEquals(cases[1].probability.length, 3);
  assertEquals([ends, folders], [[summary], ["out", "out", "out", "out"]]);
});

Deno.test("evaluate() says how far it is, and stops between images", async () => {
  const stop = new AbortController(), seen: string[] = [];
  const { whole, ends } = evaluation({
    signal: stop.signal,
    onProgress: (done, count) => {
      seen.push(`${done}/${count}`);
      if (done === 2) stop.abort();
    },
  });
  await assertRejects(() => evaluate(whole), DOMException, "abort");
  assertEquals([seen, ends], [["1/3", "2/3"], []]);
});

Deno.test("evaluate() refuses a split without cases and a case without truth", async () => {
  const empty = evaluation({ split: "test" });
  await assertRejects(
    () => evaluate(empty.whole),
    RangeError,
    'Cannot evaluate split "test" of "three": it has no cases',
  );
  const blind = evaluation({ dataset: dataset(false) });
  await assertRejects(() => evaluate(blind.whole), DataError, "a.png: found no mask");
});
