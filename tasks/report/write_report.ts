import { writeAtomic } from "@dragsaw/core";
import { ablationHtml, type AblationResult, analyseAblation, comparePage, runPage } from "@dragsaw/reports";
import { dirname, exists } from "../shared/paths.ts";
import { collectRun } from "./collect_run.ts";
import { collectRuns } from "./collect_runs.ts";
import { readJson } from "./read_if_there.ts";

/** What is told, and where. */
export interface ReportOptions {
  /** Run folders, or the folder of one table. */
  readonly folders: readonly string[];
  /** File; beside the run or table, or in the working directory for several runs, unless given. */
  readonly out?: string | undefined;
  /** What a config is compared with. */
  readonly base?: string | undefined;
  /** Images in each of worst, median and best. */
  readonly count: number;
}

/** Writes one HTML file about a run, a table, or several runs. @returns Where it is. */
export async function writeReport({ folders, out, base, count }: ReportOptions): Promise<string> {
  const [first] = folders.map((folder) => folder.replace(/\/+$/, ""));
  const file = out ?? (folders.length > 1 ? "report.html" : `${first}/report.html`);
  const options = { page: dirname(file), count, base };
  const html = folders.length > 1
    ? comparePage(await collectRuns(folders, options))
    : await exists(`${first}/result.json`)
    ? ablationHtml(analyseAblation((await readJson<AblationResult>(`${first}/result.json`))!))
    : runPage(await collectRun(first, options));
  await writeAtomic(file, html);
  return file;
}
