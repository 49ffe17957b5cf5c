import { OptionError } from "../registry/define.ts";
import type { DraftConfig, RunConfig } from "./run_config.ts";

/** What a plan gives where a config leaves it out. */
export interface Planned {
  /** Network input. */
  readonly size: readonly number[];
  /** Images or patches in one pass. */
  readonly batchSize: number;
}

/**
 * A config with all that a training wants.
 *
 * @param planned What a plan says; what the config gives wins.
 * @throws {OptionError} when something is missing in both.
 */
export function completeConfig(config: DraftConfig, planned?: Planned): RunConfig {
  const size = config.size ?? planned?.size, batchSize = config.train.batchSize ?? planned?.batchSize;
  if (!size) throw new OptionError(["size"], "is missing, and there is no plan to give it");
  if (!batchSize) {
    throw new OptionError(["train", "batchSize"], "is missing, and there is no plan to give it");
  }
  return { ...config, size, train: { ...config.train, batchSize } };
}
