import type { Defect } from "../data/dataset.ts";
import { defectKind, type Severity } from "./kinds/mod.ts";

/** A defect under its name, as a check tells it. */
export interface Finding {
  /** Name of its kind; `other` where the reader gave none. */
  readonly kind: string;
  /** Whether it stops a training. */
  readonly severity: Severity;
  /** File or folder, or the case's id where there is no file. */
  readonly file: string;
  /** What was found and what was expected. */
  readonly reason: string;
}

/** The finding that a defect is. */
export function findingOf({ kind = "other", file, reason }: Defect): Finding {
  return { kind, severity: defectKind(kind).severity, file, reason };
}

/** Findings by what comes of them. */
export interface Verdict {
  /** They stop a training. */
  readonly errors: readonly Finding[];
  /** They are told. */
  readonly warnings: readonly Finding[];
  /** Allowed by name. */
  readonly allowed: readonly Finding[];
}

/** Sorts findings by severity; those of kinds in `allow` are accepted. */
export function judge(findings: readonly Finding[], allow: readonly string[] = []): Verdict {
  const accepted = new Set(allow);
  const open = findings.filter(({ kind }) => !accepted.has(kind));
  return {
    errors: open.filter(({ severity }) => severity === "error"),
    warnings: open.filter(({ severity }) => severity === "warning"),
    allowed: findings.filter(({ kind }) => accepted.has(kind)),
  };
}
