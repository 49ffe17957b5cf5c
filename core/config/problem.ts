import type { OptionError } from "../registry/define.ts";

/** Where a value was written. */
export interface Place {
  /** File, or the `--set` argument. */
  readonly file: string;
  /** From 1; absent for `--set`. */
  readonly line?: number;
  /** From 1; absent for `--set`. */
  readonly column?: number;
}

/** Keys and indices from the root of a config to a value. */
export type Path = readonly (string | number)[];

/** One thing wrong with a config. */
export interface Problem {
  /** Where it stands, or what it is missing from. */
  readonly place: Place;
  /** Which value; empty for the whole file. */
  readonly path: Path;
  /** What was found, what is allowed, what was perhaps meant. */
  readonly message: string;
}

/** A config that cannot be used; lists every problem found, not just the first. */
export class ConfigError extends Error {
  /** Tells it from other errors where classes cannot. */
  override name = "ConfigError";
  /**
   * Joins the problems into one message, a line each.
   *
   * @param file The config.
   * @param problems At least one.
   * @param options `cause` is kept.
   */
  constructor(file: string, readonly problems: readonly Problem[], options?: ErrorOptions) {
    const count = `${problems.length} problem${problems.length === 1 ? "" : "s"}`;
    super(
      [`Cannot use ${file}: ${count}`, ...problems.map((problem) => `  ${formatProblem(problem)}`)].join(
        "\n",
      ),
      options,
    );
  }
}

/** `file:line:column  key.path: message`. */
export function formatProblem({ place, path, message }: Problem): string {
  const key = path.length > 0 ? `${path.join(".")}: ` : "";
  return `${formatPlace(place)}  ${key}${message}`;
}

/** `file:line:column`, or the `--set` argument. */
export function formatPlace({ file, line, column }: Place): string {
  return line === undefined ? file : `${file}:${line}:${column}`;
}

/** The text of a problem in its usual form. */
export function mismatch(found: string, allowed: string, meant?: string): string {
  return `found ${found}, allowed ${allowed}${meant === undefined ? "" : `; did you mean "${meant}"?`}`;
}

/** Puts an error of a factory, whose path starts at `prefix`, where its value was written. */
export function problemOf(error: OptionError, prefix: Path, locate: (path: Path) => Place): Problem {
  const path = [...prefix, ...error.path];
  return { place: locate(path), path, message: error.message };
}

/** File by file in the order they were met, top to bottom. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const files = [...new Set(problems.map(({ place }) => place.file))];
  return problems.toSorted((a, b) =>
    files.indexOf(a.place.file) - files.indexOf(b.place.file) ||
    (a.place.line ?? 0) - (b.place.line ?? 0) || (a.place.column ?? 0) - (b.place.column ?? 0)
  );
}
