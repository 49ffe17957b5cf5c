import type { Defect } from "@dragsaw/core/data";

/** How many an archive is said to hold, and how many were found. */
export interface Count {
  /** Folder, or file that says so. */
  readonly file: string;
  /** What is counted, as in `archive's 138 images`. */
  readonly what: string;
  /** How many there should be; undefined where that is not known. */
  readonly wanted: number | undefined;
  /** How many there are. */
  readonly found: number;
}

/** An archive that lacks cases, or has too many, unless `partial` is allowed. */
export function wrongCount({ file, what, wanted, found }: Count, allow: ReadonlySet<string>): Defect[] {
  if (wanted === undefined || found === wanted || allow.has("partial")) return [];
  const reason = `Expected the ${what}, found ${found}; "allow: [partial]" takes what is there`;
  return [{ kind: "incomplete-archive", file, reason }];
}
