import type { RunData, StepRecord } from "./run_data.ts";
import { stepFigure } from "./step_figure.ts";

/** Images a second, time spent waiting for data, memory. The first record is the start: it says nothing about the pace. */
export function costFigures({ steps }: RunData): string[] {
  const going = steps.length > 2 ? steps.slice(1) : steps;
  const scaled = (value: number | undefined, by: number) => value === undefined ? undefined : value * by;
  return [
    stepFigure(going, {
      title: "Images a second",
      curves: [{ name: "images/s", of: ({ imagesPerSecond }) => imagesPerSecond }],
      reach: [0],
    }),
    stepFigure(going, {
      title: "Waiting for data",
      unit: "% of the time",
      curves: [{ name: "wait", of: ({ dataWait }) => scaled(dataWait, 100) }],
      reach: [0, 1],
    }),
    stepFigure(steps, {
      title: "Memory of the process",
      unit: "GB",
      curves: [
        { name: "held", of: ({ residentMegabytes }) => scaled(residentMegabytes, 1e-3) },
        { name: "most", of: ({ peakMegabytes }: StepRecord) => scaled(peakMegabytes, 1e-3) },
      ],
      reach: [0],
    }),
  ].filter((found) => found !== null);
}
