import { counted } from "./ablation_format.ts";
import type { AblationTable, TableRow, TableSection } from "./ablation_table.ts";

/** What every number of a table is: one sentence or two a note. */
export function ablationNotes(table: AblationTable): string[] {
  const { resamples, seed, confidence } = table.options;
  const level = percent(confidence), alpha = percent(1 - confidence);
  const several = table.seeds.length > 1;
  return [
    `Values: mean over ${counted(table.seeds.length, "seed")} (${table.seeds.join(", ")}) of the mean over ${
      counted(table.images, "image")
    } of the ${table.split} split. A missed structure counts with its value; only 0/0 has none.`,
    ...(several ? ["sd: standard deviation of the seeds' means (n − 1)."] : []),
    several
      ? `Interval [low, high]: ${level} interval of that mean for other trainings and other images: images resampled ${resamples} ` +
        `times (seed ${seed}), the same ones for all seeds and rows, widened by Student's t of the seeds' means. With few ` +
        "seeds it is wide: three say little about the next training."
      : `Interval [low, high]: ${level} interval of that mean for other images, resampled ${resamples} times (seed ${seed}). One seed ` +
        "cannot say how far another training would be from this one.",
    "Difference (Δ): to the base row of its part, same image and same seed, with an interval of the same kind.",
    several
      ? "p: two-sided, that the difference is 0 for other trainings and other images, from the distribution that the interval " +
        `is cut from; adjusted over the rows of its part (Holm). * marks p < ${alpha}. ° marks differences that only these ` +
        `networks show on other images (sign flips of the images' mean differences, Holm, p < ${alpha}): other trainings may not.`
      : `p (images): two-sided, that these very networks do not differ on other images (sign flips, Holm over the rows of its ` +
        `part). ° marks p < ${alpha}: other trainings may differ.`,
    ...hasPaper(table)
      ? [
        "Paper: as printed there, with its difference to the same base row; its data, network and training are not these.",
      ]
      : [],
    "Time: wall clock of one training, mean over seeds. Memory: the most that the process held.",
    ...undefinedNotes(table),
  ];
}

/** Whether any number of the paper stands in the table. */
function hasPaper({ sections, metrics }: AblationTable): boolean {
  return sections.some(({ rows }) =>
    rows.some(({ cells }) => metrics.some(({ name }) => cells[name].paper !== null))
  );
}

/** Whether the row that a section is compared with is not in it. */
export function outside({ base, rows }: TableSection): boolean {
  return !rows.some(({ label }) => label === base);
}

/** What failed and what is not there, a line each. */
export function ablationGaps(table: AblationTable): string[] {
  const rows = new Map<string, TableRow>(
    table.sections.flatMap((part) => part.rows.map((row) => [row.label, row] as const)),
  );
  return [...rows.values()].flatMap(({ label, failed, missing }) => [
    ...[...new Set(failed.map(({ reason }) => reason))].map((reason) => {
      const seeds = failed.filter((one) => one.reason === reason).map(({ seed }) => seed);
      return `${label}: seed ${seeds.join(", ")} failed: ${reason}`;
    }),
    ...(missing.length > 0 ? [`${label}: seed ${missing.join(", ")} not run`] : []),
  ]);
}

function undefinedNotes(table: AblationTable): string[] {
  const found = table.sections.flatMap(({ rows }) =>
    rows.flatMap(({ label, cells }) =>
      table.metrics.flatMap(({ name, title }) => {
        const { undefined: count, difference } = cells[name];
        if (count === 0 && !difference?.leftOut) return [];
        const left = difference ? `, ${difference.leftOut} left out of the difference` : "";
        return [`${label}, ${title}: ${count} without a value (0/0)${left}`];
      })
    )
  );
  return found.length > 0 ? [`Images times seeds without a value: ${[...new Set(found)].join("; ")}.`] : [];
}

const percent = (share: number) => `${Number((100 * share).toFixed(6))} %`;
