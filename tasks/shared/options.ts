import { type Arguments, type Flag, UsageError } from "./command.ts";

/** Options of every task that starts from a config. */
export const runFlags: Readonly<Record<string, Flag>> = {
  set: {
    kind: "list",
    value: "KEY=VALUE",
    help: "Change a value of the config, as in losses.encoder.weight=0.2; may be repeated",
  },
  data: { kind: "string", value: "DIR", help: "Folder of the dataset; the same as --set dataset.root=DIR" },
  seed: { kind: "string", value: "N", help: "The same as --set seed=N" },
};

/** Which of a run's networks is used. */
export const checkpointFlag: Flag = { kind: "string", value: "NAME", help: "best (default) or last" };

/** Names of a run's checkpoints, the usual one first. */
export const CHECKPOINTS = ["best", "last"] as const;

/** The value of `flag`, or the first of `allowed` where it is not given. @throws {UsageError} for any other. */
export function choice<T extends string>(args: Arguments, flag: string, allowed: readonly T[]): T {
  const value = args.get(flag) ?? allowed[0];
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new UsageError(`--${flag} is "${value}", allowed: ${allowed.join(", ")}`);
  return found;
}

/** The whole number above 0 that `flag` gives, or the usual one. @throws {UsageError} */
export function count(args: Arguments, flag: string, usual: number): number {
  const text = args.get(flag) ?? `${usual}`;
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    throw new UsageError(`--${flag} is "${text}", wanted a whole number from 1 on`);
  }
  return Number(text);
}

/** What a run is opened from. */
export interface ConfigOptions {
  /** Config file or run folder. */
  readonly source: string;
  /** Changes on top of it. */
  readonly set: readonly string[];
  /** Run folder, when given. */
  readonly run: string | undefined;
}

/** The config options in `args`. */
export function configOptions(args: Arguments): ConfigOptions {
  const data = args.get("data"), seed = args.get("seed");
  return {
    source: args.positional[0],
    set: [
      ...data === undefined ? [] : [`dataset.root=${JSON.stringify(data)}`],
      ...seed === undefined ? [] : [`seed=${seed}`],
      ...args.list("set"),
    ],
    run: args.get("run"),
  };
}
