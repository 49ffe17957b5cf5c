import type { Forward, Tap } from "../model/model.ts";

/** A forward pass without dropout, so that it repeats; features go on as they are unless `tap` changes them. */
export function plainForward(training: boolean, tap: Tap = (_slot, x) => x): Forward {
  return { training, tap, dropout: (x) => x };
}
