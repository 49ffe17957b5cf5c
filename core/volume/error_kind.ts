/** Kinds of defects of files (`DEFECT_KINDS` in `@dragsaw/core/check`) that reading a volume may meet. */
export type FileDefectKind =
  | "broken-link"
  | "damaged-file"
  | "empty-file"
  | "header-lies"
  | "missing-file"
  | "not-an-image"
  | "symlink-loop"
  | "too-large"
  | "truncated-file"
  | "unknown-channels"
  | "unknown-depth"
  | "unreadable";

const KINDS = new WeakMap<Error, FileDefectKind>();

/** Notes what kind of defect an error stands for, and gives the error. */
export function ofKind<E extends Error>(kind: FileDefectKind, error: E): E {
  KINDS.set(error, kind);
  return error;
}

/** The kind that was noted; damaged-file for other errors. */
export function kindOf(error: unknown): FileDefectKind {
  return error instanceof Error && KINDS.get(error) || "damaged-file";
}
