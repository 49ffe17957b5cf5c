import { basename } from "../shared/paths.ts";
import type { ProgressLine } from "../shared/progress.ts";
import { UsageError } from "../shared/command.ts";
import { difference, figureDraws, type Interval, type Separation, separation } from "@dragsaw/reports";
import type { EmbedOptions } from "./embed_options.ts";
import { compared, embedUnits } from "./embed_units.ts";
import { readUnits } from "./read_units.ts";
import { runTitle } from "../figures/run_title.ts";
import type { SlotUnits } from "./slot_units.ts";
import { chooseSlots } from "./choose_slots.ts";
import { commonCases, type Survey, surveyRun } from "../figures/survey_run.ts";

/** A slot of a run: its units, where they lie in the plane, how far classes are apart. */
export interface EmbeddedSlot {
  /** Units with features as they were read. */
  readonly units: SlotUnits;
  /** Their places, `[count, 2]`. */
  readonly points: Float64Array;
  /** Of the features; null where there are too few units. */
  readonly features: Separation | null;
  /** Of the places. */
  readonly plane: Separation | null;
  /** How much the features' scores are above those of the first run; null for it. */
  readonly gain: { readonly silhouette: Interval; readonly daviesBouldin: Interval } | null;
}

/** All that a figure is drawn from. */
export interface Embedded {
  /** Runs as they are named. */
  readonly runs: readonly { readonly title: string; readonly folder: string }[];
  /** Slots with an entry a run. */
  readonly slots: readonly { readonly name: string; readonly runs: readonly EmbeddedSlot[] }[];
  /** Class names by id. */
  readonly classes: readonly string[];
  /** Images that units were drawn from. */
  readonly cases: readonly string[];
}

/** Who is told, and what stops it. */
export interface Watch {
  readonly progress: ProgressLine;
  readonly signal: AbortSignal;
}

/** Units that are worth a picture. */
const LEAST = 8;

/** Reads units of all runs from the same images, scores and embeds them. */
export async function embedRuns(paths: readonly string[], options: EmbedOptions & Watch): Promise<Embedded> {
  const surveys: Survey[] = [];
  for (const path of paths) surveys.push(await surveyRun(path.replace(/(?<=.)\/+$/, ""), options));
  const classes = sharedClasses(surveys);
  const slots = chooseSlots(surveys, options.slots), cases = commonCases(surveys, options.cases);
  const read = [];
  for (const survey of surveys) read.push(await readUnits(survey, slots, cases, options));
  const draws = figureDraws(cases.length, options.seed);
  const embedded = [];
  for (const name of slots) {
    const runs: EmbeddedSlot[] = [];
    for (const [r, bySlot] of read.entries()) {
      const told = (text: string) => options.progress.update(`${surveys[r].path}: ${name}, ${text}`);
      runs.push(await embedSlot(bySlot.get(name)!, runs[0], { ...options, draws, told }));
    }
    embedded.push({ name, runs });
  }
  const named = surveys.map(({ path, loaded }) => ({
    title: runTitle(loaded.config),
    folder: basename(path),
  }));
  return { runs: named, slots: embedded, classes, cases };
}

async function embedSlot(
  units: SlotUnits,
  first: EmbeddedSlot | undefined,
  { draws, told, distance, ...options }: EmbedOptions & Watch & {
    readonly draws: ReturnType<typeof figureDraws>;
    readonly told: (text: string) => void;
  },
): Promise<EmbeddedSlot> {
  const nothing = { units, points: new Float64Array(), features: null, plane: null, gain: null };
  if (units.labels.length < LEAST) return nothing;
  told("scores");
  const vectors = compared(units, distance), features = separation(vectors, draws);
  const points = await embedUnits(vectors, {
    ...options,
    onSteps: (done, steps) => told(`${options.method} ${done} of ${steps} steps`),
  });
  const { labels, images } = units;
  const gain = first?.features
    ? {
      silhouette: difference(features.silhouette, first.features.silhouette),
      daviesBouldin: difference(features.daviesBouldin, first.features.daviesBouldin),
    }
    : null;
  const plane = separation({ values: points, dimensions: 2, labels, images }, draws);
  return { units, points, features, plane, gain };
}

/** @throws {UsageError} where runs are of other classes. */
function sharedClasses([first, ...others]: readonly Survey[]): readonly string[] {
  const text = ({ classes }: Survey) => classes.join(", ");
  const odd = others.find((survey) => text(survey) !== text(first));
  if (!odd) return first.classes;
  throw new UsageError(
    `Runs must have the same classes: "${first.path}" has ${text(first)}, "${odd.path}" ${text(odd)}`,
  );
}
