import { writeAtomic } from "@dragsaw/core";
import { ablationCsv, ablationHtml, ablationMarkdown, analyseAblation } from "@dragsaw/reports";
import { collect } from "./collect.ts";
import type { TablePlan } from "./table_plan.ts";

/** Writes what was measured so far, and the table of it in three forms. @returns The table and where it is, for people. */
export async function writeTable(plan: TablePlan, folder: string): Promise<string> {
  const result = await collect(plan);
  if (result.rows.every(({ cells }) => cells.length === 0)) return "\nNo cell is done yet: there is no table";
  const table = analyseAblation(result);
  const markdown = ablationMarkdown(table);
  await Deno.mkdir(folder, { recursive: true });
  await writeAtomic(`${folder}/result.json`, `${JSON.stringify(result)}\n`);
  await writeAtomic(`${folder}/table.md`, markdown);
  await writeAtomic(`${folder}/table.csv`, ablationCsv(table));
  await writeAtomic(`${folder}/table.html`, ablationHtml(table));
  return `\n${markdown.trimEnd()}\n\nTable: ${folder}`;
}
