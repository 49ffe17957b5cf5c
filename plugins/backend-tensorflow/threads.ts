import type { Threads } from "./config_proto.ts";

/** How many threads TensorFlow works with. */
export interface ThreadOptions {
  /** Threads within one op; 0 takes every core. Default `DRAGSAW_INTRA_THREADS`, else 0. */
  readonly intraThreads?: number | undefined;
  /** Ops at once; 0 takes every core. Default `DRAGSAW_INTER_THREADS`, else 0. */
  readonly interThreads?: number | undefined;
}

/**
 * What is asked for, else what the environment says, else 0.
 *
 * @throws {RangeError} when a variable is not a whole number from 0.
 */
export function chooseThreads({ intraThreads, interThreads }: ThreadOptions): Threads {
  return {
    intra: intraThreads ?? fromEnvironment("DRAGSAW_INTRA_THREADS"),
    inter: interThreads ?? fromEnvironment("DRAGSAW_INTER_THREADS"),
  };
}

function fromEnvironment(variable: string): number {
  const text = Deno.env.get(variable);
  if (text === undefined) return 0;
  if (!/^\d{1,4}$/.test(text)) {
    throw new RangeError(`Reading ${variable}: found "${text}", wanted a whole number from 0 (every core)`);
  }
  return Number(text);
}
