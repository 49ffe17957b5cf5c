import { UsageError } from "../shared/command.ts";
import type { ConfigOptions } from "../shared/options.ts";
import { load } from "../shared/session.ts";

/**
 * What is set for each training that `--fold` asks for; one with nothing where it is not given.
 *
 * @throws {UsageError} for what is no fold, or a run folder given for all.
 */
export async function foldsOf(
  fold: string | undefined,
  { source, set, run }: ConfigOptions,
): Promise<string[][]> {
  if (fold === undefined) return [[]];
  const key = "dataset.folds.fold";
  if (fold !== "all") {
    if (!/^\d+$/.test(fold)) throw new UsageError(`--fold is "${fold}", allowed: a number from 0, or all`);
    return [[`${key}=${fold}`]];
  }
  if (run !== undefined) {
    throw new UsageError("--run names one folder, --fold all trains several: leave one of them out");
  }
  const { config } = await load(source, [...set, `${key}=0`]);
  return Array.from({ length: config.dataset.folds!.count }, (_, n) => [`${key}=${n}`]);
}
