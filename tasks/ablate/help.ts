import type { Flag } from "../shared/command.ts";

/** What `deno task ablate` does. */
export const SUMMARY =
  "Trains every row of a table with every seed, and writes the table. A cell (row and seed) is a run folder, named by\n" +
  "what it computes: it is never trained twice, for whatever table; an interrupted sweep goes on where it stopped, and\n" +
  "several processes can share the work. Ctrl-C lets the trainings save, and leaves.";

/** Lines to try. */
export const EXAMPLES: readonly string[] = [
  "pdcr --dry-run",
  "modules --base configs/isic2018-small.yaml --set train.epochs=8",
  "modules --base configs/hippocampus.yaml --data data/Task04_Hippocampus --seeds 3",
  'pdcr --rows "L1 RF,L1 H" --seeds 0,1 --jobs 2',
  "uafr --print slurm > uafr.sh",
];

/** Options of `deno task ablate`. */
export const ablateFlags: Readonly<Record<string, Flag>> = {
  base: {
    kind: "string",
    value: "CONFIG",
    help: "Config that the rows change; the ablation's own unless given",
  },
  set: {
    kind: "list",
    value: "KEY=VALUE",
    help: "Change a value of the base before the rows do, as in train.epochs=8; may be repeated",
  },
  data: { kind: "string", value: "DIR", help: "Folder of the dataset; the same as --set dataset.root=DIR" },
  seeds: {
    kind: "string",
    value: "N|A,B",
    help: "How many seeds, from 0 on, or which (7, with a comma is one)",
  },
  rows: {
    kind: "list",
    value: "LABEL,LABEL",
    help: "These rows alone, with those that they are compared with",
  },
  jobs: {
    kind: "string",
    value: "N",
    help: "Trainings at once, each on its share of the cores; 1 unless given",
  },
  "dry-run": { kind: "boolean", help: "List rows, what differs, seeds and what is done; train nothing" },
  quick: {
    kind: "boolean",
    help: "Two steps of every cell on a few made-up images, in a folder of its own: does it all run?",
  },
  table: { kind: "boolean", help: "Write the table of what is done; train nothing" },
  cell: { kind: "string", value: "N", help: "Train this one cell, counted from 0 as in --dry-run; no table" },
  print: { kind: "string", value: "slurm", help: "Print an array job for a cluster, one cell an index" },
  runs: { kind: "string", value: "DIR", help: "Folder of run folders; runs unless given" },
  out: { kind: "string", value: "DIR", help: "Folder of tables; RUNS/ablations unless given" },
};
