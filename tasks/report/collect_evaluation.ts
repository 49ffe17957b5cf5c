import { runFolder } from "@dragsaw/core";
import {
  type AblationMetric,
  type CalibrationFile,
  type CaseData,
  type CasePictures,
  type EvaluationData,
  fileName,
  rank,
  type SummaryFile,
} from "@dragsaw/reports";
import { readCases } from "../ablate/cases.ts";
import { exists, relative } from "../shared/paths.ts";
import { picturesOf, thumbnailOf } from "./cut_strip.ts";
import { namesIn, readJson } from "./read_if_there.ts";

/** What is gathered of an evaluation, and for which page. */
export interface CollectEvaluation {
  /** Ranks the images. */
  readonly metric: AblationMetric | undefined;
  /** Images in each of worst, median and best. */
  readonly count: number;
  /** Folder that the page will stand in. */
  readonly page: string;
  /** Without pictures: a quick look. */
  readonly plain?: boolean;
  /** Whether cases are volumes. */
  readonly volumes: boolean;
}

/** The splits of a run that were measured, the test split first. */
export async function measuredSplits(run: string): Promise<string[]> {
  const found = await namesIn(runFolder(run).evaluation("").replace(/\/$/, ""));
  const whole = await Promise.all(
    found.map((split) => exists(`${runFolder(run).evaluation(split)}/summary.json`)),
  );
  return found.filter((_, i) => whole[i]).toSorted((a, b) => Number(b === "test") - Number(a === "test"));
}

/** What was written about one split. */
export async function collectEvaluation(
  run: string,
  split: string,
  { metric, count, page, plain = false, volumes }: CollectEvaluation,
): Promise<EvaluationData> {
  const folder = runFolder(run).evaluation(split), table = `${folder}/cases.csv`;
  const rows = await exists(table) ? await readCases(table) : [];
  const strips = new Set(plain ? [] : await namesIn(`${folder}/panels`));
  const strip = (id: string) => {
    const name = `${fileName(id)}.webp`;
    return strips.has(name) ? `${folder}/panels/${name}` : null;
  };
  const cases = await Promise.all(rows.map(async ({ id, values }): Promise<CaseData> => {
    const file = strip(id);
    return {
      id,
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, defined(value)])),
      thumbnail: file && await thumbnailOf(file, volumes),
      link: file && encodeURI(relative(page, file)).replaceAll(/[?#]/g, encodeURIComponent),
    };
  }));
  return {
    split,
    summary: (await readJson<SummaryFile>(`${folder}/summary.json`))!,
    cases,
    groups: await grouped(cases, metric, count, strip),
    keepsVolumes: await exists(`${folder}/volumes`),
    calibration: await readJson<CalibrationFile>(`${folder}/calibration.json`),
  };
}

async function grouped(
  cases: readonly CaseData[],
  metric: AblationMetric | undefined,
  count: number,
  strip: (id: string) => string | null,
): Promise<EvaluationData["groups"]> {
  const ranked = cases.flatMap(({ id, values }) => {
    const file = strip(id);
    return file && metric ? [{ id, file, value: values[metric.name] ?? null }] : [];
  });
  const groups = rank(ranked, count, metric?.higherIsBetter === false ? "lowest" : "highest");
  const cut = (members: typeof ranked): Promise<CasePictures[]> =>
    Promise.all(members.map(({ id, file }) => picturesOf(id, file)));
  const { worst, median, best, undefined: none } = groups as Record<keyof typeof groups, typeof ranked>;
  return {
    worst: await cut(worst),
    median: await cut(median),
    best: await cut(best),
    undefined: await cut(none),
  };
}

function defined(value: number | null): number | null {
  return value === null || Number.isNaN(value) ? null : value;
}
