import type { Cell } from "./cell.ts";
import type { TablePlan } from "./table_plan.ts";

/** Options that say how a sweep is run, not what. */
const OWN: readonly string[] = ["print", "jobs", "dry-run", "table", "cell"];

/**
 * A job script for Slurm: an array with one cell an index. Cells take the same locks as everywhere, so that jobs, further
 * arrays and sweeps by hand share the work; an index whose cell is done ends at once, and one that was stopped goes on.
 *
 * @param argv The arguments that it was asked for with.
 */
export function slurmScript(
  { name, title }: Pick<TablePlan, "name" | "title">,
  cells: readonly Cell[],
  argv: readonly string[],
): string {
  const task = ["deno", "task", "ablate", ...without(argv, OWN)].map(quoted).join(" ");
  return `#!/bin/bash
# ${title}: ${cells.length} cells, one an index, as numbered by --dry-run.
#   sbatch THIS-FILE                        from the project's folder
#   ${task} --table   afterwards: writes the table
# Submit it again for what failed or was stopped: what is done is left alone.
#SBATCH --job-name=ablate-${name}
#SBATCH --array=0-${cells.length - 1}
#SBATCH --output=slurm-%x-%a.log
#SBATCH --open-mode=append
#SBATCH --cpus-per-task=8
#SBATCH --time=24:00:00
#SBATCH --signal=B:TERM@300
# Five minutes before the time is over the training saves, and the next submission goes on from there.
exec ${task} --cell "$SLURM_ARRAY_TASK_ID"
`;
}

/** Arguments without some options and their values. */
function without(argv: readonly string[], options: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const [, name, value] = /^--([^=]+)(=.*)?$/.exec(argv[i]) ?? [];
    if (name === undefined || !options.includes(name)) kept.push(argv[i]);
    else if (value === undefined && !["dry-run", "table"].includes(name)) i++;
  }
  return kept;
}

/** A word as a shell reads it back. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
