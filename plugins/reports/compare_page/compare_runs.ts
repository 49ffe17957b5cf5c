import { analyseAblation } from "../ablation_analysis.ts";
import { counted } from "../ablation_format.ts";
import { differing } from "../config_diff/differing.ts";
import type { EvaluationData, RunData } from "../run_page/run_data.ts";
import type { AblationMetric, AblationResult, CellResult } from "../statistics/cell.ts";
import type { CasePair, Comparison } from "./compare_data.ts";

/** A run with its config by key path, as `losses.encoder.weight`. */
export interface ComparedRun {
  /** All else about it. */
  readonly run: RunData;
  /** Its config, with every default. */
  readonly config: ReadonlyMap<string, string>;
  /** Its seed. */
  readonly seed: number;
}

/** Runs with one config but for the seed. */
interface Group {
  readonly label: string;
  readonly runs: readonly number[];
}

/** Keys that change no result. */
const FREE =
  /^(seed$|name$|backend\b|allow\b|recompute\b|loader\b|reports\b|train\.(logEvery|saveEvery|tensorboard)$)/;

/**
 * Lays runs beside each other: what their configs have otherwise, and what came of it on the images that all have, paired.
 *
 * @param split Which evaluation; the first that all have, `test` before others, unless given.
 */
export function compareRuns(given: readonly ComparedRun[], split?: string): Comparison {
  const runs = given.map(({ run }) => run);
  const common = runs[0].evaluations.map((one) => one.split)
    .filter((name) => runs.every(({ evaluations }) => evaluations.some((one) => one.split === name)));
  const chosen = split === undefined ? common[0] ?? null : common.includes(split) ? split : null;
  const rows = grouped(given);
  const config = differing(rows.map(({ runs: [first] }) => given[first].config));
  const measured = chosen === null ? null : measure(given, rows, chosen);
  return {
    split: chosen,
    runs,
    rows,
    config,
    table: measured && analyseAblation(measured.result),
    leftOut: measured?.leftOut ?? 0,
    cases: measured ? pairs(measured.result) : [],
    notes: measured?.notes ?? [missing(runs, chosen)],
  };
}

/** Why there are no results. */
function missing(runs: readonly RunData[], split: string | null): string {
  if (split !== null) return `No image and metric of split ${split} is in all of these runs`;
  const names = shortNames(runs.map(({ folder }) => folder));
  const has = runs.map(({ evaluations }, i) =>
    `${names[i]} ${evaluations.map((one) => one.split).join(" and ") || "none"}`
  );
  return `No split is measured in all of these runs (${has.join(", ")}): deno task evaluate RUN measures one`;
}

/** Runs that differ in the seed alone are one row, unless all do. */
function grouped(given: readonly ComparedRun[]): Group[] {
  const key = ({ config }: ComparedRun) =>
    JSON.stringify([...config].filter(([path]) => !FREE.test(path)).sort());
  const places = given.map((_, i) => i), found = [...Map.groupBy(places, (i) => key(given[i])).values()];
  const rows = found.length > 1 ? found : places.map((i) => [i]);
  const names = shortNames(given.map(({ run }) => run.folder));
  return rows.map((runs) => ({
    runs,
    label: runs.length > 1
      ? `${names[runs[0]]} and ${counted(runs.length - 1, "other seed")}`
      : names[runs[0]],
  }));
}

/** The last parts of paths, as many as it takes to tell them apart; a path given twice gets its place. */
function shortNames(paths: readonly string[]): string[] {
  const parts = paths.map((path) => path.split("/")), most = Math.max(...parts.map(({ length }) => length));
  for (let count = 1; count <= most; count++) {
    const names = parts.map((all) => all.slice(-count).join("/"));
    if (new Set(names).size === names.length) return names;
  }
  return paths.map((path, i) => `${path} (${i + 1})`);
}

interface Measured {
  readonly result: AblationResult;
  readonly leftOut: number;
  readonly notes: readonly string[];
}

/** The evaluations as a table's result, on the images that all have. @returns Null where no image or metric is in all. */
function measure(given: readonly ComparedRun[], rows: readonly Group[], split: string): Measured | null {
  const evaluations = given.map(({ run }) => run.evaluations.find((one) => one.split === split)!);
  const ids = evaluations.map(({ cases }) => new Set(cases.map(({ id }) => id)));
  const shared = [...ids[0]].filter((id) => ids.every((set) => set.has(id)));
  const names = evaluations.map(({ cases }) => Object.keys(cases[0]?.values ?? {}));
  const metrics = names[0].filter((name) => names.every((list) => list.includes(name)))
    .flatMap((name) => metricNamed(name, given[0].run) ?? []);
  if (shared.length === 0 || metrics.length === 0) return null;
  const leftOut = new Set(ids.flatMap((set) => [...set])).size - shared.length;
  const left = new Set(names.flat().filter((name) => metrics.every((metric) => metric.name !== name)));
  const seedsOf = ({ runs }: Group) => runs.map((i) => given[i].seed);
  const bySeed = rows.every((row) => {
    const seeds = seedsOf(row);
    return new Set(seeds).size === seeds.length && seeds.some((seed) => seedsOf(rows[0]).includes(seed));
  });
  const keep = new Set(shared);
  return {
    leftOut,
    notes: [
      ...leftOut > 0 ? [`${counted(leftOut, "image")} that not all runs measured left out`] : [],
      ...left.size > 0 ? [`Left out: ${[...left].join(", ")}, which not all runs measured`] : [],
      ...bySeed
        ? []
        : ["The runs have no seed in common: trainings are paired in the order given, images as they are"],
    ],
    result: {
      title: "Comparison",
      ...split === "val" ? { split } : {},
      metrics,
      base: rows[0].label,
      rows: rows.map(({ label, runs }) => ({
        label,
        changes: [],
        cells: runs.map((i, place) => cellOf(evaluations[i], given[i], keep, bySeed ? given[i].seed : place)),
      })),
    },
  };
}

/** How a metric is shown; `dice:edema`, of one class, as `dice`. */
function metricNamed(name: string, { metrics }: RunData): AblationMetric | undefined {
  const found = metrics.find((metric) => metric.name === name.split(":")[0]);
  return found && { ...found, name, title: name };
}

function cellOf(
  { cases }: EvaluationData,
  { run: { steps, validations } }: ComparedRun,
  keep: ReadonlySet<string>,
  seed: number,
): CellResult {
  const peak = steps.reduce((most, { peakMegabytes = 0 }) => Math.max(most, peakMegabytes), 0);
  return {
    seed,
    images: cases.filter(({ id }) => keep.has(id)),
    seconds: [...steps, ...validations].reduce((sum, { seconds }) => sum + seconds, 0),
    ...peak > 0 ? { peakBytes: peak * 1e6 } : {},
  };
}

/** The first metric of each image in each row, those first whose values lie furthest apart. */
function pairs({ metrics, rows }: AblationResult): CasePair[] {
  const [metric] = metrics;
  if (!metric) return [];
  const found = rows[0].cells[0].images.map(({ id }): CasePair => ({
    id,
    values: rows.map(({ cells }) => {
      const values = cells.map(({ images }) => images.find((one) => one.id === id)?.values[metric.name])
        .filter((value) => value != null && !Number.isNaN(value)) as number[];
      return values.length > 0 ? values.reduce((a, b) => a + b) / values.length : null;
    }),
  }));
  const apart = ({ values }: CasePair) => {
    const known = values.filter((value) => value !== null);
    return known.length > 1 ? Math.max(...known) - Math.min(...known) : 0;
  };
  return found.sort((a, b) => apart(b) - apart(a) || (a.id < b.id ? -1 : 1));
}
