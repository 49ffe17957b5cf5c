import type { ConfigChange } from "../run_page/run_data.ts";
import { missing } from "./missing.ts";

/** A config in four layers, each by key path. */
export interface ConfigLayers {
  /** What the files say that the config extends. */
  readonly base: ReadonlyMap<string, string>;
  /** What the config's own file says. */
  readonly own: ReadonlyMap<string, string>;
  /** Both, with every default. */
  readonly file: ReadonlyMap<string, string>;
  /** What the run was trained with. */
  readonly run: ReadonlyMap<string, string>;
}

/** Keys that are not about the experiment. */
const UNTOLD: readonly string[] = ["name", "extends", "reports"];

/**
 * What the run changes of its file, then the file of its base, each in the run's order. A component that is gone is one change.
 *
 * @param name Of the own file.
 */
export function configChanges({ base, own, file, run }: ConfigLayers, name: string): ConfigChange[] {
  const told = [...run.keys(), ...file.keys(), ...own.keys()].filter((path) =>
    own.has(path) || run.get(path) !== file.get(path)
  ).filter((path) => (run.get(path) ?? file.get(path)) !== "{}");
  const changes = new Map<string, ConfigChange>();
  for (const path of new Set(told)) {
    if (UNTOLD.includes(path.split(".")[0])) continue;
    const value = run.get(path) ?? null, before = base.get(path) ?? null;
    const by = run.get(path) === file.get(path) ? name : "this run";
    if (value === null) {
      const gone = missing(path, run) ?? path;
      changes.set(gone, {
        path: gone,
        base: base.get(`${gone}.type`) ?? before ?? file.get(`${gone}.type`) ?? null,
        value,
        by,
      });
    } else if (before !== value || by !== name) changes.set(path, { path, base: before, value, by });
  }
  const mine = ({ by }: ConfigChange) => Number(by === name);
  return [...changes.values()].sort((a, b) => mine(a) - mine(b));
}
