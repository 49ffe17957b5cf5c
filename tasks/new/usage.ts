import type { Writable } from "./names.ts";

/** How a config takes a component, as one entry. */
const ENTRIES: Readonly<Record<Writable, (name: string) => readonly [key: string, value: string]>> = {
  backend: (name) => ["backend", `{ type: ${name} }`],
  dataset: (name) => ["dataset", `{ type: ${name} }`],
  transform: (name) => ["augment", `[${name}]`],
  backbone: (name) => ["model", `{ type: fcn, backbone: ${name} }`],
  model: (name) => ["model", `{ type: ${name} }`],
  refiner: (name) => ["refine", `[{ type: ${name}, slots: [encoder.1, decoder.1] }]`],
  loss: (name) => ["losses", `{ segmentation: ${name} }`],
  optimizer: (name) => ["optimizer", `{ type: ${name} }`],
  schedule: (name) => ["schedule", `{ type: ${name} }`],
  metric: (name) => ["evaluate", `{ metrics: [dice, ${name}] }`],
  report: (name) => ["reports", `[summary, ${name}]`],
};

/** What else a config has to say: the slots of another network are others, and so are the channels of other data. */
const BESIDE: Partial<Record<Writable, readonly string[]>> = {
  backbone: ["refine=[]", "losses={ segmentation: cross-entropy }"],
  model: ["refine=[]", "losses={ segmentation: cross-entropy }"],
  dataset: ["normalize={ mean: [0.5], std: [0.25] }"],
};

/** The entry of a config that uses a component. */
export function configEntry(kind: Writable, name: string): string {
  return ENTRIES[kind](name).join(": ");
}

/** Arguments of `deno task train` that use a component on top of the quickstart. */
export function setArguments(kind: Writable, name: string): string {
  const all = [ENTRIES[kind](name).join("="), ...BESIDE[kind] ?? []];
  return all.map((one) => `--set '${one}'`).join(" ");
}
