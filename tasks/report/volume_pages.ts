import { runFolder, writeAtomic } from "@dragsaw/core";
import { readNifti } from "@dragsaw/core/volume";
import { type CasePictures, type EvaluationData, fileName, type RunData } from "@dragsaw/reports";
import { UsageError } from "../shared/command.ts";
import { basename, dirname, exists } from "../shared/paths.ts";
import { loadNiivue } from "../view/load_niivue.ts";
import { overlaysOf } from "../view/overlays.ts";
import { readLabels } from "../view/read_labels.ts";
import { type VolumePage, volumePage } from "../view/volume_page.ts";

/** Where the pages of a report go, and what they are made of. */
interface Pages {
  /** The report. */
  readonly report: string;
  readonly run: RunData;
  /** The viewer. */
  readonly niivue: string;
  /** Told of each page. */
  readonly onPage: (done: number, count: number) => void;
}

/**
 * Writes a page to look around in for each volume that a report shows, as `REPORT-volumes/SPLIT/ID.html` beside it.
 *
 * @returns The run with links to them.
 * @throws {UsageError} Where the evaluation kept no volumes.
 */
export async function writeVolumePages(
  run: RunData,
  report: string,
  onPage: Pages["onPage"] = () => {},
): Promise<RunData> {
  if (!run.volumes) throw new UsageError(`--volumes: "${run.folder}" was trained on pictures`);
  if (!run.evaluations.some(({ keepsVolumes }) => keepsVolumes)) {
    const [split = "val"] = run.evaluations.map(({ split }) => split);
    const evaluate = `deno task evaluate ${run.folder} --split ${split}`;
    throw new UsageError(
      `--volumes: no evaluation of "${run.folder}" kept volumes; ` +
        `${evaluate} --set "reports=[summary,csv,calibration,panels,volumes]" does`,
    );
  }
  const pages = { report, run, niivue: await loadNiivue(), onPage };
  const evaluations: EvaluationData[] = [];
  for (const evaluation of run.evaluations) evaluations.push(await writePages(evaluation, pages));
  return { ...run, evaluations };
}

/** The pages of one split, each with links to those before and after it. */
async function writePages(evaluation: EvaluationData, pages: Pages): Promise<EvaluationData> {
  const { split, groups } = evaluation, { report, run, niivue, onPage } = pages;
  const folder = `${runFolder(run.folder).evaluation(split)}/volumes`;
  const shown = Object.values(groups).flat(), ids: string[] = [];
  for (const { id } of shown) if (await exists(`${folder}/${fileName(id)}/image.nii.gz`)) ids.push(id);
  const section = run.evaluations.length > 1 ? `${split}-cases` : "cases";
  const name = `${basename(report).replace(/\.html?$/i, "")}-volumes`;
  for (const [i, id] of ids.entries()) {
    const links = [
      { text: "Report", href: `../../${hrefOf(basename(report))}#${section}` },
      ...i > 0 ? [{ text: `Before: ${ids[i - 1]}`, href: pageOf(ids[i - 1]) }] : [],
      ...i < ids.length - 1 ? [{ text: `Next: ${ids[i + 1]}`, href: pageOf(ids[i + 1]) }] : [],
    ];
    const page = await pageOfCase(`${folder}/${fileName(id)}`, id, links, evaluation, pages);
    await writeAtomic(`${dirname(report)}/${name}/${split}/${fileName(id)}.html`, volumePage(page, niivue));
    onPage(i + 1, ids.length);
  }
  const linked = (one: CasePictures): CasePictures =>
    ids.includes(one.id) ? { ...one, page: `${hrefOf(name)}/${split}/${pageOf(one.id)}` } : one;
  const { worst, median, best, undefined: none } = groups;
  return {
    ...evaluation,
    groups: {
      worst: worst.map(linked),
      median: median.map(linked),
      best: best.map(linked),
      undefined: none.map(linked),
    },
  };
}

async function pageOfCase(
  folder: string,
  id: string,
  links: VolumePage["links"],
  { split, cases }: EvaluationData,
  { run }: Pages,
): Promise<VolumePage> {
  const read = (name: string) => `${folder}/${name}.nii.gz`;
  const shown = overlaysOf({
    image: await readNifti(read("image")),
    segmentations: [{ title: "Prediction", labels: await readLabels(read("prediction")) }],
    truth: await readLabels(read("truth")),
    uncertainty: await readNifti(read("uncertainty")),
    classes: run.classes ?? [],
  });
  const values = cases.find((one) => one.id === id)?.values ?? {};
  const scores = run.metrics.flatMap(({ name, title, percent, unit = "" }) => {
    const value = values[name];
    if (value == null) return [];
    return percent
      ? [`${title} ${(100 * value).toFixed(2)} %`]
      : [`${title} ${value.toFixed(2)} ${unit}`.trim()];
  });
  return { title: id, about: `${run.name}, ${split}: ${scores.join(", ")}`, links, ...shown };
}

/** Address of a case's page from another one's. */
function pageOf(id: string): string {
  return `${hrefOf(fileName(id))}.html`;
}

/** A file's name as an address: a percent sign in it is no escape. */
function hrefOf(name: string): string {
  return encodeURIComponent(name);
}
