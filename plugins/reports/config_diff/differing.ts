import { missing } from "./missing.ts";

/** A value that not all configs have. */
export interface ConfigRow {
  /** Key path. */
  readonly path: string;
  /** One a config; null where it has none. */
  readonly values: readonly (string | null)[];
}

/** Sections that change no result. */
const UNTOLD: readonly string[] = ["name", "reports"];

/** What configs, each by key path, have otherwise. A component that some lack is one row, told by its type. */
export function differing(configs: readonly ReadonlyMap<string, string>[]): ConfigRow[] {
  const rows = new Map<string, ConfigRow>();
  for (const path of new Set(configs.flatMap((config) => [...config.keys()]))) {
    if (UNTOLD.includes(path.split(".")[0])) continue;
    const values = configs.map((config) => config.get(path) ?? null).filter((value) => value !== "{}");
    if (new Set(values).size < 2) continue;
    const gone = configs.map((config) => missing(path, config)).find((part) => part !== undefined);
    if (gone !== undefined) {
      rows.set(gone, {
        path: gone,
        values: configs.map((config) => told(gone, config)),
      });
    }
    const known = new Set(values.filter((value) => value !== null));
    if (known.size > 1) rows.set(path, { path, values: configs.map((config) => config.get(path) ?? null) });
  }
  return [...rows.values()];
}

/** A value, or the type of a component. */
function told(path: string, config: ReadonlyMap<string, string>): string | null {
  if (missing(path, config) !== undefined) return null;
  return config.get(path) ?? config.get(`${path}.type`) ?? "given";
}
