import type { CaseFigure } from "@dragsaw/reports";
import { runTitle } from "../figures/run_title.ts";
import { commonCases, type Survey, surveyRun } from "../figures/survey_run.ts";
import { UsageError } from "../shared/command.ts";
import { basename } from "../shared/paths.ts";
import type { ProgressLine } from "../shared/progress.ts";
import type { PanelOptions } from "./panel_options.ts";
import { pictureCases, type RunPictures } from "./picture_cases.ts";

/** Segments the same cases with all runs. @returns A row a case: image, truth, predictions, uncertainty maps. */
export async function drawPanels(
  paths: readonly string[],
  options: PanelOptions & { readonly progress: ProgressLine; readonly signal: AbortSignal },
): Promise<CaseFigure> {
  const surveys: Survey[] = [];
  for (const path of paths) surveys.push(await surveyRun(path.replace(/(?<=.)\/+$/, ""), options));
  const ids = commonCases(surveys, options.cases, options.ids);
  const mapped = surveys.findLast((survey) => refinedSlots(survey).length > 0);
  const maps = chooseMaps(mapped, options.slots);
  if (!mapped) options.progress.line("No run has UAFR: there are no uncertainty maps");
  const runs: RunPictures[][] = [];
  for (const survey of surveys) {
    runs.push(await pictureCases(survey, ids, { ...options, maps: survey === mapped ? maps : [] }));
  }
  const last = mapped ? runs[surveys.indexOf(mapped)] : [];
  return {
    columns: [
      ...options.plain ? [] : [{ title: "image" }],
      { title: "truth" },
      ...surveys.map(({ path, loaded }) => ({ title: runTitle(loaded.config), note: basename(path) })),
      ...maps.map((title) => ({ title, note: "UAFR uncertainty" })),
    ],
    rows: ids.map((id, i) => ({ id, pictures: rowOf(runs.map((run) => run[i]), last[i]?.maps) })),
    maps: maps.length > 0,
  };
}

/** Pictures of a case from left to right. @param runs At least one. */
function rowOf(runs: readonly RunPictures[], maps: RunPictures["maps"] = new Map()) {
  const [{ image, truth }] = runs;
  return [
    ...image ? [{ picture: image, caption: "" }] : [],
    { picture: truth, caption: "" },
    ...runs.map(({ prediction, dice }) => ({ picture: prediction, caption: diceText(dice) })),
    ...[...maps.values()].map(({ picture, mean }) => ({ picture, caption: `mean ${mean.toFixed(2)}` })),
  ];
}

const diceText = (dice: number | null) => dice === null ? "Dice 0/0" : `Dice ${(100 * dice).toFixed(1)} %`;

/** Slots that UAFR refines in a run. */
function refinedSlots({ loaded: { config } }: Survey): string[] {
  return config.refine.filter(({ type }) => type === "uafr")
    .flatMap((spec) => (spec as unknown as { readonly slots: readonly string[] }).slots);
}

/** @throws {UsageError} for a slot that has no map. */
function chooseMaps(mapped: Survey | undefined, asked: readonly string[] | undefined): readonly string[] {
  const known = mapped ? refinedSlots(mapped) : [], missing = asked?.find((slot) => !known.includes(slot));
  if (missing === undefined) return asked ?? known;
  throw new UsageError(
    mapped
      ? `UAFR does not refine slot "${missing}" of "${mapped.path}"; it refines ${known.join(", ")}`
      : "--slots is for runs with UAFR, and none has it",
  );
}
