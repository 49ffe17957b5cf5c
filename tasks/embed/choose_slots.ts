import { suggest } from "@dragsaw/core/registry";
import { UsageError } from "../shared/command.ts";
import { pdcrSlots } from "../figures/run_title.ts";
import type { Survey } from "../figures/survey_run.ts";

/**
 * The slots that are looked at, in the order data flows: those asked for; else those whose units PDCR compares in any of the
 * runs; else all of the first run.
 *
 * @throws {UsageError} for a slot that the network of a run lacks: lists those there are.
 */
export function chooseSlots(
  runs: readonly Survey[],
  asked: readonly string[] | undefined,
): readonly string[] {
  const compared = new Set(runs.flatMap(({ loaded }) => pdcrSlots(loaded.config)));
  const all = Object.keys(runs[0].slots);
  const wanted = asked ??
    (compared.size > 0 ? [...compared].sort((a, b) => all.indexOf(a) - all.indexOf(b)) : all);
  for (const { path, slots } of runs) {
    const missing = wanted.find((slot) => !Object.hasOwn(slots, slot));
    if (missing === undefined) continue;
    const known = Object.keys(slots),
      meant = suggest(missing, known),
      hint = meant ? `; did you mean "${meant}"?` : "";
    throw new UsageError(
      `The network of "${path}" has no slot "${missing}"; it has ${known.join(", ")}${hint}`,
    );
  }
  return wanted;
}
