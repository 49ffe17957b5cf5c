import type { Split } from "@dragsaw/core";
import { type Arguments, type Flag, UsageError } from "../shared/command.ts";
import { checkpointFlag, CHECKPOINTS, choice, runFlags } from "../shared/options.ts";

/** Parts of the data, the usual one first. */
const SPLITS: readonly Split[] = ["test", "train", "val"];

/** What the tasks that draw figures of runs take. */
export const figureFlags: Readonly<Record<string, Flag>> = {
  split: { kind: "string", value: "NAME", help: "test (default), train or val" },
  checkpoint: checkpointFlag,
  data: runFlags.data,
  set: runFlags.set,
};

/** What {@linkcode figureFlags} say. */
export interface FigureOptions {
  /** Part of the data. */
  readonly split: Split;
  /** Which network of each run. */
  readonly checkpoint: "best" | "last";
  /** Changes of the runs' configs. */
  readonly set: readonly string[];
  /** Where files go. */
  readonly out: string;
}

/** @param name Of the folder: in the run, or in `runs` for several, unless `--out` names another. */
export function figureOptions(args: Arguments, name: string): FigureOptions {
  const data = args.get("data"), [first, ...others] = args.positional;
  return {
    split: choice(args, "split", SPLITS),
    checkpoint: choice(args, "checkpoint", CHECKPOINTS),
    set: [...data === undefined ? [] : [`dataset.root=${JSON.stringify(data)}`], ...args.list("set")],
    out: args.get("out") ?? (others.length > 0 ? `runs/${name}` : `${first.replace(/\/+$/, "")}/${name}`),
  };
}

/** Names that `flag` lists between commas. @throws {UsageError} for an empty or a repeated one. */
export function namesIn(args: Arguments, flag: string): string[] | undefined {
  const text = args.get(flag);
  if (text === undefined) return undefined;
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("") || new Set(names).size < names.length) {
    throw new UsageError(`--${flag} is "${text}", wanted different names with a comma between`);
  }
  return names;
}
