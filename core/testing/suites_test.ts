import { assertEquals } from "@std/assert";
import { z } from "zod";
import type { Case, Dataset } from "../data/dataset.ts";
import { classCounts } from "../metric/confusion.ts";
import type { Metric } from "../metric/metric.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import type { Schedule } from "../optim/schedule.ts";
import { define } from "../registry/define.ts";
import { tf } from "../tensor/tf.ts";
import { datasetSuite } from "./dataset_suite.ts";
import { metricSuite } from "./metric_suite.ts";
import type { Register } from "./model_suite.ts";
import { optimizerSuite } from "./optimizer_suite.ts";
import { pluginSuite } from "./plugin_suite.ts";
import { reportSuite } from "./report_suite.ts";
import { scheduleSuite } from "./schedule_suite.ts";

/** The claims of a suite that something breaks, by their first two words behind `It`. */
async function broken(suite: (register: Register) => void): Promise<string[]> {
  const tests: [string, () => void | Promise<void>][] = [], found: string[] = [];
  suite((claim, fn) => tests.push([claim, fn]));
  for (const [claim, fn] of tests) {
    try {
      await fn();
    } catch {
      found.push(claim.split(" ").slice(1, 3).join(" "));
    }
  }
  return found;
}

Deno.test("metricSuite() passes a right metric and names what a wrong one breaks", async () => {
  const accuracy: Metric = {
    name: "accuracy",
    higherIsBetter: true,
    measure: ({ prediction, truth }) => prediction.filter((id, i) => id === truth[i]).length / truth.length,
  };
  const of = (changes: Partial<Metric>) =>
    broken((register) => metricSuite({ name: "It", build: () => ({ ...accuracy, ...changes }) }, register));
  assertEquals(await of({}), []);
  assertEquals(await of({ higherIsBetter: false }), ["is best"]);
  assertEquals(await of({ measure: () => NaN }), ["gives a"]);
  assertEquals(await of({ measure: () => null }), ["is best", "has a"]);
  const tp = ({ confusion, classes }: Parameters<Metric["measure"]>[0]) =>
    classCounts(confusion, classes)[1].tp;
  assertEquals(await of({ measureClasses: (pair) => [tp(pair)] }), ["gives each"]);
  assertEquals(await of({ fromCounts: () => 2 }), ["gives the"]);
});

Deno.test("optimizerSuite() passes plain descent and names what a wrong one breaks", async () => {
  let steps = 0;
  const plain: Optimizer = {
    rate: 1,
    slots: [],
    update: (weight, gradient, _slots, { rate }) =>
      tf.tidy(() => weight.assign(tf.sub(weight, tf.mul(gradient, rate)))),
  };
  const of = (changes: Partial<Optimizer>) =>
    broken((register) => optimizerSuite({ name: "It", build: () => ({ ...plain, ...changes }) }, register));
  assertEquals(await of({}), []);
  assertEquals(await of({ rate: 0, slots: ["a", "a"] }), ["has a"]);
  assertEquals(
    await of({
      update: (weight, gradient, _slots, { rate }) =>
        tf.tidy(() => weight.assign(tf.add(weight, tf.mul(gradient, rate)))),
    }),
    ["comes down"],
  );
  assertEquals(
    await of({ update: (weight) => tf.tidy(() => weight.assign(tf.mul(weight, 1 / (1 + 0.3 / ++steps)))) }),
    ["comes down", "moves nothing", "keeps all", "updates each"],
  );
});

Deno.test("scheduleSuite() passes a right schedule and names what a wrong one breaks", async () => {
  let calls = 0;
  const of = (rate: Schedule["rate"]) =>
    broken((register) => scheduleSuite({ name: "It", build: () => ({ rate }) }, register));
  assertEquals(await of((_step, base) => base), []);
  assertEquals(await of((step, base) => base / step), ["gives a"]);
  assertEquals(await of((_step, base) => base / ++calls), ["is a"]);
});

Deno.test("datasetSuite() passes right data and names what wrong data breaks", async () => {
  let opened = 0;
  const item: Case = { id: "a", split: "train", image: "" };
  const plane = (value: number) => ({ width: 4, height: 4, data: new Uint8Array(16).fill(value) });
  const right = {
    name: "it",
    classes: ["background", "disc"],
    channels: 1,
    cases: (split: string) => split === "train" ? [item] : [],
    load: () => Promise.resolve({ image: { channels: 1, ...plane(9) }, labels: plane(1) }),
  };
  const of = (changes: Partial<Dataset>) =>
    broken((register) =>
      datasetSuite({ name: "It", open: () => Promise.resolve({ ...right, ...changes }) }, register)
    );
  assertEquals(await of({}), []);
  assertEquals(await of({ classes: ["disc"] }), ["names two", "reads images", "reduces by"]);
  assertEquals(await of({ cases: (split) => [{ ...item, split }] }), ["lists cases"]);
  assertEquals(await of({ channels: 3 }), ["reads images", "reduces by"]);
  const load = () => Promise.resolve({ image: { channels: 1, ...plane(++opened) }, labels: plane(1) });
  assertEquals(await of({ load }), ["reads the"]);
  assertEquals(await of({ labels: () => Promise.resolve(plane(0)) }), ["reads the"]);
});

Deno.test("reportSuite() names a report that writes nothing, or something else each time", async () => {
  let calls = 0;
  const of = (onEnd: (folder: string) => Promise<void>) =>
    broken((register) =>
      reportSuite({
        name: "It",
        build: () => ({ onCase: () => Promise.resolve(), onEnd: (_summary, folder) => onEnd(folder) }),
      }, register)
    );
  assertEquals(await of((folder) => Deno.writeTextFile(`${folder}/a.txt`, "a")), []);
  assertEquals(await of(() => Promise.resolve()), ["writes whole"]);
  assertEquals(await of((folder) => Deno.writeTextFile(`${folder}/a.txt`, `${++calls}`)), ["writes whole"]);
});

Deno.test("pluginSuite() names options that are not described, and a summary of no use", async () => {
  const of = (summary: string, described: boolean) => {
    const gamma = described ? z.number().default(2).describe("Exponent") : z.number().default(2);
    const component = define("loss", "focal", {
      summary,
      options: () => ({ gamma }),
      build: () => ({}) as never,
    });
    return broken((register) =>
      pluginSuite({ name: "it", apiVersion: 1, components: [component] }, register)
    );
  };
  assertEquals(await of("Cross-entropy of few pixels", true), []);
  assertEquals(await of("Focal", true), ['"focal" says']);
  assertEquals(await of("Cross-entropy of few pixels", false), ['"focal" says']);
});
