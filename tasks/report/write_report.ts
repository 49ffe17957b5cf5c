import { writeAtomic } from "@dragsaw/core";
import { ablationHtml, type AblationResult, analyseAblation, comparePage, runPage } from "@dragsaw/reports";
import { UsageError } from "../shared/command.ts";
import { dirname, exists } from "../shared/paths.ts";
import { collectRun } from "./collect_run.ts";
import { collectRuns } from "./collect_runs.ts";
import { readJson } from "./read_if_there.ts";
import { writeVolumePages } from "./volume_pages.ts";

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
  /** Also a page for each volume that is shown. */
  readonly volumes?: boolean;
  /** Told of each of these pages. */
  readonly onPage?: (done: number, count: number) => void;
}

/** Writes one HTML file about a run, a table, or several runs. @returns Where it is. */
export async function writeReport(report: ReportOptions): Promise<string> {
  const { folders, out, base, count, volumes, onPage } = report;
  const [first] = folders.map((folder) => folder.replace(/\/+$/, ""));
  const file = out ?? (folders.length > 1 ? "report.html" : `${first}/report.html`);
  const options = { page: dirname(file), count, base };
  const collected = async (run: string) => {
    const found = await collectRun(run, options);
    return volumes ? await writeVolumePages(found, file, onPage) : found;
  };
  const table = folders.length === 1 && await exists(`${first}/result.json`);
  if (volumes && (table || folders.length > 1)) throw new UsageError("--volumes is of one run");
  const html = folders.length > 1
    ? comparePage(await collectRuns(folders, options))
    : table
    ? ablationHtml(analyseAblation((await readJson<AblationResult>(`${first}/result.json`))!))
    : runPage(await collected(first));
  await writeAtomic(file, html);
  return file;
}
