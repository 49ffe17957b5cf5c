import type { Experiment, OpCost } from "@dragsaw/core";
import { megabytes } from "../shared/memory.ts";
import { textTable } from "../shared/text_table.ts";
import { covered } from "./covered.ts";
import type { Measurement } from "./measure.ts";
import { type MemoryUse, memoryUse } from "./memory_use.ts";
import { OTHER, tallyOps, tallyParts, total } from "./tally.ts";
import { median, type TypicalOp, typicalStep } from "./typical_step.ts";

/** Kinds of ops, and single ops, that are shown. */
const KINDS = 20, LONGEST = 10;

/** A measurement as text: time, memory, ops by kind and by slot, the longest ones. */
export function report(measurement: Measurement, experiment: Experiment): string {
  const step = typicalStep(measurement.steps);
  const uses = measurement.steps.flatMap(({ calls }) => calls).map(memoryUse);
  const use = uses.reduce((a, b) => b.peak > a.peak ? b : a);
  return [
    timeLines(measurement, total(step)),
    memoryLines(measurement, use),
    opLines(step),
    partLines(step, use, partsOf(experiment)),
    longestLines(step),
  ].map((lines) => lines.join("\n")).join("\n\n");
}

function timeLines({ seconds, steps }: Measurement, together: number): string[] {
  const times = seconds.map((each) => each * 1000), measured = steps.map((step) => step.seconds * 1000);
  return [
    `Time: a step takes ${ms(median(times))} ms (${ms(Math.min(...times))} to ${ms(Math.max(...times))})`,
    `  with every op measured ${ms(median(measured))} ms; ops run in ${percent(covered(steps))} of it`,
    `  the ops' times below add up to ${ms(together)} ms: some run at once`,
  ];
}

function memoryLines({ peak: processPeak }: Measurement, { peak, op }: MemoryUse): string[] {
  const where = op ? `, in ${op.op} of ${partName(op)}` : "";
  return [
    `Memory: a step takes ${megabytes(peak)} at most${where}`,
    `  beside weights and batch; the process took ${megabytes(processPeak)} at most`,
  ];
}

function opLines(step: readonly TypicalOp[]): string[] {
  const all = tallyOps(step), rest = all.slice(KINDS), together = total(step);
  const sum = (of: (row: typeof all[number]) => number) => rest.reduce((total, row) => total + of(row), 0);
  const others = rest.length === 0 ? [] : [{
    op: `${rest.length} others`,
    count: sum(({ count }) => count),
    milliseconds: sum(({ milliseconds }) => milliseconds),
  }];
  return textTable<typeof all[number]>([
    { title: "op", cell: ({ op }) => op },
    { title: "count", right: true, cell: ({ count }) => String(count) },
    { title: "ms", right: true, cell: ({ milliseconds }) => ms(milliseconds) },
    { title: "share", right: true, cell: ({ milliseconds }) => percent(milliseconds / together) },
    {
      title: "GFLOP/s",
      right: true,
      cell: ({ gigaflops }) => gigaflops ? gigaflops.toFixed(gigaflops < 10 ? 1 : 0) : "",
    },
  ], [...all.slice(0, KINDS), ...others]);
}

function partLines(step: readonly TypicalOp[], { held }: MemoryUse, order: readonly string[]): string[] {
  const together = total(step);
  const bytesOf = (wanted: string) =>
    [...held].reduce((sum, [part, bytes]) => (part?.name ?? OTHER) === wanted ? sum + bytes : sum, 0);
  const time = (milliseconds: number) => milliseconds > 0 ? ms(milliseconds) : "";
  return textTable([
    { title: "slot", cell: ({ name }) => name },
    { title: "forward ms", right: true, cell: ({ forward }) => time(forward) },
    { title: "backward ms", right: true, cell: ({ backward }) => time(backward) },
    { title: "all ms", right: true, cell: ({ milliseconds }) => ms(milliseconds) },
    { title: "share", right: true, cell: ({ milliseconds }) => percent(milliseconds / together) },
    { title: "MB at the peak", right: true, cell: ({ name }) => (bytesOf(name) / 1e6).toFixed(1) },
  ], tallyParts(step, order));
}

function longestLines(step: readonly TypicalOp[]): string[] {
  return textTable([
    { title: "longest ops: ms", right: true, cell: ({ milliseconds }) => ms(milliseconds) },
    { title: "op", cell: ({ cost }) => cost.op },
    { title: "result", cell: ({ cost }) => `[${cost.outputs[0]?.shape ?? ""}]` },
    { title: "for", cell: ({ cost }) => partName(cost) },
    { title: "node", cell: ({ cost }) => cost.name },
  ], step.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, LONGEST));
}

/** Names of an experiment's parts, in the order data flows. */
function partsOf({ network: { model }, terms }: Experiment): string[] {
  return [
    ...Object.keys(model.slots).flatMap((slot) => [slot, `${slot} refiner`]),
    "logits",
    ...terms.map(({ name }) => `loss ${name}`),
    "optimizer",
  ];
}

function partName({ part }: OpCost): string {
  if (!part) return OTHER;
  return part.phase === "update" ? part.name : `${part.name} ${part.phase}`;
}

const ms = (milliseconds: number) => milliseconds.toFixed(1);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
