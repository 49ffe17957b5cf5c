import type { RunData } from "./run_data.ts";
import { stepFigure } from "./step_figure.ts";

/** The loss, its parts, and the learning rate. */
export function lossFigures({ steps }: RunData): string[] {
  const names = [...new Set(steps.flatMap(({ terms }) => Object.keys(terms)))];
  return [
    stepFigure(steps, {
      title: "Loss",
      unit: "weighted sum of its parts",
      curves: [{ name: "loss", of: ({ loss }) => loss }],
      reach: [0],
    }),
    stepFigure(steps, {
      title: "Parts of the loss",
      unit: "before their weights",
      curves: names.map((name) => ({ name, of: ({ terms }) => terms[name] })),
      reach: [0],
    }),
    stepFigure(steps, {
      title: "Learning rate",
      curves: [{ name: "rate", of: ({ rate }) => rate }],
      reach: [0],
    }),
  ].filter((found) => found !== null);
}
