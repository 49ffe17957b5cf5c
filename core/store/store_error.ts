import { formatBytes } from "../files/format_bytes.ts";

/** What could not be kept or read again, and what to do. */
export class StoreError extends Error {
  /** Name of the class. */
  override name = "StoreError";
}

/** An entry that is not as it was written, or no longer there: it is made again. */
export class DamagedEntry extends StoreError {
  /** Name of the class. */
  override name = "DamagedEntry";
}

/** A failed write as a {@linkcode StoreError} where the disk is full; any other error as it is. */
export function writeFailure(cause: unknown, file: string, bytes: number): unknown {
  const code = (cause as { code?: unknown } | null)?.code;
  if (code !== "ENOSPC" && code !== "EDQUOT") return cause;
  return new StoreError(
    `Cannot write ${formatBytes(bytes)} to "${file}": the disk is full; make room, or choose another folder`,
    { cause },
  );
}
