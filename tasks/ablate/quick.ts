import { UsageError } from "../shared/command.ts";
import { type Branch, type Entry, merge, type Place, type Tree } from "@dragsaw/core/config";

const PLACE: Place = { file: "--quick" };

/** Two steps on made-up images of the base's input size: every part runs, no data is needed, nothing is learned. */
const TRIAL = {
  dataset: { type: "synthetic", train: 16, val: 2, test: 2, size: [96, 96] },
  train: { steps: 2, batchSize: 2, accumulate: 1, validateEvery: 1, logEvery: 1 },
};

/** The base as it is tried out by `--quick`. */
export function quick(base: Branch): Branch {
  if (base.entries.has("planner")) {
    throw new UsageError(
      "--quick makes up pictures, the base is of volumes: try --set train.steps=2 in its place",
    );
  }
  const entries = new Map((merge(base, treeOf(TRIAL)) as Branch).entries);
  entries.delete("testSet");
  return { ...base, entries };
}

function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: "list", at: PLACE, items: value.map(treeOf) };
  if (typeof value !== "object" || value === null) return { kind: "leaf", at: PLACE, value };
  const entries = Object.entries(value).map(([key, inner]): [string, Entry] => [
    key,
    { key: PLACE, node: treeOf(inner) },
  ]);
  return { kind: "branch", at: PLACE, entries: new Map(entries) };
}
