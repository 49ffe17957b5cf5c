/** `TF_Code`, in its order. */
const CODES = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
] as const;

/** What TensorFlow answered when it refused an operation. */
export class TensorFlowError extends Error {
  /** Name of the class. */
  override name = "TensorFlowError";
  /** Name of the op or of the C function that failed. */
  readonly operation: string;
  /** TensorFlow's own message. */
  readonly reason: string;
  /** TensorFlow's code, as `INVALID_ARGUMENT` or `RESOURCE_EXHAUSTED` (out of memory). */
  readonly code: string;

  /**
   * Joins what failed and TensorFlow's answer into a message.
   *
   * @param operation Name of the op or of the C function that failed.
   * @param code `TF_Code`.
   * @param reason TensorFlow's own message.
   */
  constructor(operation: string, code: number, reason: string) {
    const name = CODES[code] ?? `CODE_${code}`;
    super(`${operation}: ${name}: ${reason}`);
    this.operation = operation;
    this.reason = reason;
    this.code = name;
  }
}
