import type { Case } from "./cases.ts";
import { ChildError } from "./child.ts";
import { busy, describeMachine } from "./conditions.ts";
import type { Precision } from "./job.ts";
import type { Lab } from "./lab.ts";
import { measureCase } from "./measure_case.ts";
import { measureRates } from "./measure_rates.ts";
import type { BenchResult, CaseResult, Rates } from "./result.ts";

/** What to run. */
export interface BenchOptions {
  /** In this order. */
  readonly cases: readonly Case[];
  /** Each case is measured in each. */
  readonly precisions: readonly Precision[];
  /** What is known before, as that PyTorch is missing. */
  readonly notes: readonly string[];
}

/**
 * Measures the machine, then case by case. What cannot run is skipped with a note; after an interrupt there is what was
 * measured until then.
 */
export async function runBench(
  { cases, precisions, notes: known }: BenchOptions,
  lab: Lab,
): Promise<BenchResult> {
  const notes: string[] = [];
  const note = (line: string) => {
    notes.push(line);
    lab.progress.line(line);
  };
  [...known, ...busy(Deno.loadavg()[0], 0)].forEach(note);
  const rates: Partial<Record<Precision, Rates>> = {}, about: Record<string, string> = {};
  for (const precision of precisions) {
    const limits = await attempt(
      `matrix products in ${precision}`,
      () => measureRates(precision, lab),
      lab,
      note,
    );
    if (limits) rates[precision] = limits.rates;
    limits?.sides.forEach((side) => Object.assign(about, side.about));
  }
  const done: CaseResult[] = [];
  const all = cases.flatMap((spec) => precisions.map((precision) => ({ spec, precision })));
  for (const [i, { spec, precision }] of all.entries()) {
    if (lab.signal.aborted) break;
    const name = `${spec.name} ${precision}`;
    lab.progress.line(`${i + 1}/${all.length}  ${name}: ${spec.title}`);
    const result = await attempt(name, () => measureCase(spec, precision, lab), lab, note);
    if (!result) continue;
    done.push(result);
    busy(result.load, lab.threads).forEach((line) => note(`${name}: ${line}`));
  }
  if (lab.signal.aborted) note("Interrupted: nothing more was measured");
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(about),
    rates,
    cases: done,
    notes,
  };
}

/** What fails does not stop what follows; an interrupt does. */
async function attempt<T>(
  name: string,
  measure: () => Promise<T>,
  { signal }: Lab,
  note: (line: string) => void,
): Promise<T | undefined> {
  if (signal.aborted) return;
  try {
    return await measure();
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof ChildError)) throw error;
    // The last line of many says most: a traceback's message, a config's defect.
    note(`Skipped ${name}: ${error.message.split("\n").at(-1)!.trim()}`);
  }
}
