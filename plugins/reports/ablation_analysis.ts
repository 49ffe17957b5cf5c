import { stream } from "@dragsaw/core/data";
import type {
  AblationOptions,
  AblationTable,
  Difference,
  TableCell,
  TableSection,
} from "./ablation_table.ts";
import type { AblationMetric, AblationResult, RowResult } from "./statistics/cell.ts";
import { checkResult } from "./statistics/check_result.ts";
import { type Estimate, estimate } from "./statistics/estimate.ts";
import { holm } from "./statistics/holm.ts";
import { type ImageDraws, imageDraws } from "./statistics/image_draws.ts";
import { differences, imageMeans, mean, type Scores, scoresOf, undefinedCount } from "./statistics/scores.ts";
import { signFlip } from "./statistics/sign_flip.ts";

/** What all numbers of a table are worked out with. */
interface Analysis {
  readonly options: Required<AblationOptions>;
  readonly draws: ImageDraws;
  readonly seeds: readonly number[];
  readonly scores: (row: RowResult, metric: string) => Scores;
  readonly estimated: (row: RowResult, metric: string) => Estimate | null;
}

/**
 * Works out a table: for each row and metric the mean with its interval, and the paired difference to the base row with
 * interval and p values. The same result and options give the same table; the order of images and seeds does not matter.
 *
 * @throws {RangeError} When rows were not measured on the same images, or a value is not finite; names what is wrong.
 */
export function analyseAblation(result: AblationResult, given: AblationOptions = {}): AblationTable {
  const options = { resamples: 2000, seed: 0, confidence: 0.95, ...given };
  checkOptions(options);
  const ids = checkResult(result);
  const byLabel = new Map(result.rows.map((row) => [row.label, row]));
  const draws = imageDraws(ids.length, options.resamples, options.seed);
  const seeds = [...new Set(result.rows.flatMap(({ cells, failed = [] }) => [...cells, ...failed]))]
    .map(({ seed }) => seed);
  const scores = once((row, metric) => scoresOf(row.cells, metric, ids));
  const analysis: Analysis = {
    options,
    draws,
    scores,
    seeds: [...new Set(seeds)].sort((a, b) => a - b),
    estimated: once((row, metric) => estimate(scores(row, metric), draws, options.confidence)),
  };
  const parts = result.sections ?? [{ title: null, rows: [...byLabel.keys()] }];
  return {
    title: result.title,
    metrics: result.metrics,
    sections: parts.map((part) => {
      const { title, rows, base = result.base } = { base: undefined, ...part };
      const found = rows.map((label) => byLabel.get(label)!);
      return section(title, found, byLabel.get(base)!, result.metrics, analysis);
    }),
    images: ids.length,
    split: result.split ?? "test",
    seeds: analysis.seeds,
    options,
  };
}

function checkOptions({ resamples, confidence }: Required<AblationOptions>): void {
  if (!Number.isInteger(resamples) || resamples < 1) {
    throw new RangeError(`Cannot resample ${resamples} times, expected a whole number from 1`);
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`Cannot use confidence ${confidence}, expected above 0 and below 1`);
  }
}

function section(
  title: string | null,
  rows: readonly RowResult[],
  base: RowResult,
  metrics: readonly AblationMetric[],
  analysis: Analysis,
): TableSection {
  const columns = metrics.map((metric) => [metric.name, column(rows, base, metric, analysis)] as const);
  return {
    title,
    base: base.label,
    rows: rows.map((row, i) => {
      const { label, changes, cells, failed = [] } = row;
      const peaks = cells.flatMap(({ peakBytes }) => peakBytes === undefined ? [] : [peakBytes]);
      const known = [...cells, ...failed].map(({ seed }) => seed);
      return {
        label,
        changes,
        isBase: row === base,
        seeds: cells.map(({ seed }) => seed).sort((a, b) => a - b),
        missing: analysis.seeds.filter((seed) => !known.includes(seed)),
        failed,
        seconds: cells.length > 0 ? mean(cells.map(({ seconds }) => seconds)) : null,
        peakBytes: peaks.length > 0 ? Math.max(...peaks) : null,
        cells: Object.fromEntries(columns.map(([name, column]) => [name, column[i]])),
      };
    }),
  };
}

/** One metric of all rows of a section: the family over which p values are adjusted. */
function column(
  rows: readonly RowResult[],
  base: RowResult,
  { name, paperKey }: AblationMetric,
  analysis: Analysis,
): TableCell[] {
  const found = rows.map((row) => row === base ? null : compared(row, base, name, analysis));
  const adjusted = holm(found.map((one) => one?.p ?? null));
  const ofImages = holm(found.map((one) => one?.ofImages ?? null));
  const printed = (row: RowResult) => paperKey === undefined ? null : row.paper?.[paperKey] ?? null;
  return rows.map((row, i) => {
    const one = found[i], ours = printed(row), theirs = printed(base);
    return {
      estimate: analysis.estimated(row, name),
      undefined: undefinedCount(analysis.scores(row, name)),
      difference: one && concluded(one, adjusted[i], ofImages[i]!, 1 - analysis.options.confidence),
      paper: ours,
      paperDifference: row === base || ours === null || theirs === null ? null : ours - theirs,
    };
  });
}

type Compared = Estimate & Pick<Difference, "seeds" | "leftOut"> & { readonly ofImages: number };

function compared(
  row: RowResult,
  base: RowResult,
  name: string,
  { options, draws, scores }: Analysis,
): Compared | null {
  const paired = differences(scores(row, name), scores(base, name));
  const found = estimate(paired, draws, options.confidence);
  if (!found) return null;
  const values = [...imageMeans(paired)].filter((value) => !Number.isNaN(value));
  const random = stream(options.seed, "ablation", "signs");
  const ofImages = signFlip(values, random, options.resamples);
  return { ...found, seeds: paired.seeds, leftOut: undefinedCount(paired), ofImages };
}

function concluded(
  { ofImages, ...found }: Compared,
  adjusted: number | null,
  adjustedOfImages: number,
  level: number,
): Difference {
  const sure = adjusted !== null && adjusted < level, there = adjustedOfImages < level;
  return {
    ...found,
    adjusted,
    imagesOnly: { p: ofImages, adjusted: adjustedOfImages },
    significant: sure ? "trainings" : there ? "images" : "no",
  };
}

/** Rows stand in several sections, and are compared with several. */
function once<T>(work: (row: RowResult, metric: string) => T): (row: RowResult, metric: string) => T {
  const known = new Map<RowResult, Map<string, T>>();
  return (row, metric) => {
    const own = known.get(row) ?? new Map<string, T>();
    known.set(row, own);
    if (!own.has(metric)) own.set(metric, work(row, metric));
    return own.get(metric)!;
  };
}
