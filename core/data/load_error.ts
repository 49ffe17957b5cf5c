import { ContractError } from "../contract/contract_error.ts";
import { DataError, type Defect } from "./dataset.ts";

/** Where the making of a batch failed. */
export type LoadStage = "open" | "read" | "augment" | "worker";

/** A batch that could not be made; `cause` is what went wrong, also when that was in a worker. */
export class LoadError extends Error {
  /** Name of the class. */
  override name = "LoadError";
  /**
   * Says what could not be loaded, where, and why.
   *
   * @param stage `open`: the dataset; `read`: decoding a case; `augment`: changing it; `worker`: the worker itself.
   * @param caseId Case in hand; absent where there was none.
   */
  constructor(readonly stage: LoadStage, readonly caseId: string | undefined, options: { cause: unknown }) {
    const { cause } = options;
    const what = caseId === undefined ? "Cannot load data" : `Cannot load case "${caseId}"`;
    super(`${what} (${stage}): ${cause instanceof Error ? cause.message : cause}`, options);
  }
}

/** A {@linkcode LoadError} as it travels between threads: cloning an error loses its class and fields. */
export interface LoadFailure {
  /** Stage of the error. */
  readonly stage: LoadStage;
  /** Its case. */
  readonly caseId: string | undefined;
  /** Its cause. */
  readonly cause: { readonly name: string; readonly message: string; readonly stack?: string | undefined };
  /** Defects, where the cause is a {@linkcode DataError}. */
  readonly defects?: readonly Defect[] | undefined;
}

/** Any error as it travels; one that is no LoadError gets `stage`. */
export function toFailure(error: unknown, stage: LoadStage): LoadFailure {
  const failed = error instanceof LoadError ? error : new LoadError(stage, undefined, { cause: error });
  const cause = failed.cause instanceof Error ? failed.cause : new Error(String(failed.cause));
  const { name, message, stack } = cause;
  const defects = cause instanceof DataError ? [...cause.defects] : undefined;
  return { stage: failed.stage, caseId: failed.caseId, cause: { name, message, stack }, defects };
}

/** The error that {@linkcode toFailure} packed. */
export function fromFailure({ stage, caseId, cause, defects }: LoadFailure): LoadError {
  const error = defects
    ? new DataError(defects)
    : cause.name === "ContractError"
    ? new ContractError(cause.message)
    : Object.assign(new Error(cause.message), { name: cause.name });
  if (cause.stack) error.stack = cause.stack;
  return new LoadError(stage, caseId, { cause: error });
}
