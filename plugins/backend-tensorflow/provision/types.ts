/** One place that was looked at for TensorFlow's library, and what came of it. */
export interface Attempt {
  /**
   * Where it was sought: `DRAGSAW_LIBTENSORFLOW`, `loader path`, `installed Python package`, `cache`,
   * `official archive` or `Python wheel`.
   */
  readonly source: string;
  /** File that was there, or null. */
  readonly found: string | null;
  /** Why it was not taken, or null where it was. */
  readonly refused: string | null;
}

/** A library that opens and is new enough. */
export interface Found {
  /** Tells it from {@linkcode NotFound}. */
  readonly ok: true;
  /** Absolute path of the library. */
  readonly file: string;
  /** Source of the attempt that gave it. */
  readonly source: string;
  /** What `TF_Version` answers, as in `2.21.0`. */
  readonly version: string;
  /** What TensorFlow wrote to the error stream while it was loaded. */
  readonly log: string;
  /** Every attempt in order; the last is the one that was taken. */
  readonly attempts: readonly Attempt[];
}

/** No library: every refusal is kept. */
export interface NotFound {
  /** Tells it from {@linkcode Found}. */
  readonly ok: false;
  /** Every attempt in order. */
  readonly attempts: readonly Attempt[];
}

/** What opening a candidate came to. */
export type Acceptance =
  | { readonly ok: true; readonly version: string; readonly log: string }
  | { readonly ok: false; readonly reason: string };

/** What a source offers: a file to try, or why it has none. */
export type Offer =
  | { readonly file: string }
  | { readonly found: string | null; readonly refused: string };

/** Writes the attempts as lines for a message: source, what was there, why it was refused. */
export function explain(attempts: readonly Attempt[]): string {
  return attempts.map(({ source, found, refused }) => {
    const what = [found, refused].filter((part) => part !== null).join(": ");
    return `  ${refused === null ? "+" : "-"} ${source}: ${what}`;
  }).join("\n");
}
