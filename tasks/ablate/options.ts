import { type Arguments, UsageError } from "../shared/command.ts";
import { suggest } from "@dragsaw/core/registry";
import type { TablePlan } from "./table_plan.ts";

/** A whole number given as `flag`. @throws {UsageError} for another. */
export function wholeNumber(args: Arguments, flag: string, least: number): number | undefined {
  const text = args.get(flag);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least) return value;
  throw new UsageError(`--${flag} is "${text}", allowed: a whole number from ${least}`);
}

/** The cell that `--cell` names, of `count`. @throws {UsageError} when there is none. */
export function cellNumber(args: Arguments, count: number): number | undefined {
  const number = wholeNumber(args, "cell", 0);
  if (number === undefined || number < count) return number;
  throw new UsageError(`--cell is ${number}, allowed: 0 to ${count - 1}`);
}

/** The seeds that `--seeds` names: a count, or a list of them. @throws {UsageError} for what is neither. */
export function seedsOf(text: string): readonly number[] {
  if (/^[1-9]\d{0,3}$/.test(text)) return Array.from({ length: Number(text) }, (_, seed) => seed);
  const seeds = text.replace(/,$/, "").split(",").map((part) => /^\d+$/.test(part) ? Number(part) : NaN);
  const good = text.includes(",") && seeds.every((seed) => seed < 2 ** 31) &&
    new Set(seeds).size === seeds.length;
  if (good) return seeds;
  throw new UsageError(`--seeds is "${text}", allowed: how many, as 3, or which, as 0,1,2 or 7,`);
}

/** The plan with those rows alone, and what they are compared with. @throws {UsageError} for a label that is not there. */
export function onlyRows<P extends Pick<TablePlan, "sections" | "compare">>(
  plan: P,
  wanted: readonly string[],
): P {
  if (wanted.length === 0) return plan;
  const labels = plan.sections.flatMap(({ rows }) => rows.map(({ label }) => label));
  for (const label of wanted) {
    if (labels.includes(label)) continue;
    const meant = suggest(label, labels), hint = meant ? `; did you mean "${meant}"?` : "";
    throw new UsageError(`--rows has "${label}", allowed: ${labels.join(", ")}${hint}`);
  }
  const sections = plan.sections.flatMap((section) => {
    const chosen = section.rows.some(({ label }) => wanted.includes(label));
    const kept = section.rows.filter(({ label }) =>
      wanted.includes(label) || chosen && label === section.compare || label === plan.compare
    );
    return kept.length > 0 ? [{ ...section, rows: kept }] : [];
  });
  return { ...plan, sections };
}
