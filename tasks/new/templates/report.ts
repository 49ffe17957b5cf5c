import { type Report, writeAtomic } from "@dragsaw/core";
import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";

/** Writes `template.json`: the ids of the cases that a metric judges worst, worst first. Cases without a value stay out. */
export function createTemplate(
  { metric, count }: { readonly metric: string; readonly count: number },
): Report {
  let seen: { id: string; value: number }[] = [];
  return {
    onCase({ id, metrics }) {
      const value = metrics[metric];
      if (typeof value === "number") seen.push({ id, value });
      return Promise.resolve();
    },
    async onEnd({ split }, folder) {
      const worst = seen.toSorted((a, b) => a.value - b.value).slice(0, count);
      await writeAtomic(`${folder}/template.json`, `${JSON.stringify({ split, metric, worst }, null, 2)}\n`);
      seen = [];
    },
  };
}

/** `template`: change what it writes, its options, and this line. */
export const template: Component = define("report", "template", {
  summary: "template.json: the cases that a metric judges worst.",
  options: () => ({
    metric: z.string().min(1).default("dice").describe("Metric that is higher for better cases."),
    count: z.int().min(1).default(10).describe("How many cases."),
  }),
  build: createTemplate,
});
