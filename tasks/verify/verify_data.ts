import { writeAtomic } from "@dragsaw/core";
import { type CheckReport, findingOf, judge, type Verdict } from "@dragsaw/core/check";
import { checkData } from "../shared/data_check.ts";
import { countText, findingsText } from "../shared/findings_text.ts";
import type { ProgressLine } from "../shared/progress.ts";
import { contactSheet } from "./contact_sheet.ts";
import { fingerprintText } from "./fingerprint_text.ts";
import { fixAll } from "./fix.ts";
import type { OpenedData } from "./open_data.ts";
import { page } from "./page.ts";

/** How data is verified. */
export interface VerifyDataOptions {
  /** Opens the data; once more after something was mended. */
  readonly open: () => Promise<OpenedData>;
  /** Whether to mend what can safely be mended. */
  readonly fix: boolean;
  /** Folder of report, page and sheet; `data/NAME` under `runs` when undefined. */
  readonly out: string | undefined;
  /** Folder of the runs, which trainings look into for what was checked. */
  readonly runs: string;
  /** Told how it goes, and what was found. */
  readonly progress: ProgressLine;
}

/** What came of it. */
export interface Verified extends Verdict {
  /** Absent where the data could not be opened at all. */
  readonly fingerprint?: CheckReport["fingerprint"];
  /** What was mended. */
  readonly fixed: readonly string[];
  /** Where the files are. */
  readonly out?: string;
}

/** Checks data, mends what is asked for, and writes report.json, index.html and contact_sheet.png. */
export async function verifyData(options: VerifyDataOptions): Promise<Verified> {
  const { open, fix, runs, progress } = options;
  let opened = await open(), report = await check(opened, options, true);
  const fixed = fix && report ? await fixAll(report.findings) : [];
  if (fixed.length > 0) {
    opened = await open();
    report = await check(opened, options, false);
    fixed.forEach((line) => progress.line(`Fixed: ${line}`));
  }
  const { name, data, defects, allow } = opened;
  const verdict = judge(report?.findings ?? defects.map(findingOf), allow);
  if (!report || !data) return { ...verdict, fixed };
  const folder = options.out ?? `${runs}/data/${name}`;
  const { cells, sheet } = await contactSheet(data, report.findings);
  const { fingerprint } = report, all = { ...verdict, fingerprint, fixed };
  await writeAtomic(`${folder}/report.json`, JSON.stringify(all, null, 1) + "\n");
  await writeAtomic(`${folder}/index.html`, page(name, report.findings, fingerprint, cells));
  await writeAtomic(`${folder}/contact_sheet.png`, sheet);
  return { ...all, out: folder };
}

async function check(
  { data, defects, settings }: OpenedData,
  { runs, progress }: VerifyDataOptions,
  fresh: boolean,
): Promise<CheckReport | undefined> {
  return data && await checkData(data, { runs, settings, progress, fresh, defects });
}

/** What came of it, in words. */
export function verifiedText(
  { errors, warnings, allowed, fingerprint, out }: Verified,
  most: number,
): string[] {
  return [
    ...findingsText([...errors, ...warnings], most),
    ...fingerprint ? fingerprintText(fingerprint) : [],
    ...out === undefined ? [] : [`Pictures: ${out}/index.html`],
    [
      countText(errors.length, "error"),
      countText(warnings.length, "warning"),
      ...allowed.length > 0 ? [`${allowed.length} allowed by name`] : [],
    ].join(", "),
  ];
}
