import { readSafetensors, runFolder, type TrainingProgress } from "@dragsaw/core";
import {
  type AblationMetric,
  type EventPicture,
  eventPicture,
  fileName,
  logScalars,
  type Moment,
  rank,
  type SummaryFile,
  weightHistograms,
} from "@dragsaw/reports";
import { readCases } from "../ablate/cases.ts";
import { measuredSplits } from "../report/collect_evaluation.ts";
import { readJson } from "../report/read_if_there.ts";
import { readRecords } from "../report/read_log.ts";
import { exists } from "../shared/paths.ts";

/** Images in each of worst and best. */
const COUNT = 4;

/** What the log of a run says. Records hold how long they took; the last is dated as the file. */
export async function logMoments(run: string): Promise<Moment[]> {
  const records = await readRecords(run) as (Readonly<Record<string, unknown>> & { readonly step: number })[];
  const { mtime } = await Deno.stat(runFolder(run).metrics);
  let time = (mtime?.getTime() ?? 0) / 1000;
  return records.toReversed().map((record) => {
    const moment = { step: record.step, time, scalars: logScalars(record) };
    if (typeof record.seconds === "number") time -= record.seconds;
    return moment;
  }).reverse();
}

/** Histograms of a run's best network; nothing where there is none yet. */
export async function weightMoments(run: string): Promise<Moment[]> {
  const file = runFolder(run).best;
  if (!await exists(file)) return [];
  const { tensors, metadata } = readSafetensors(await Deno.readFile(file), file);
  const { step } = JSON.parse(metadata.progress) as TrainingProgress;
  const weights = [...tensors].map(([name, { shape, data }]) => ({
    name,
    shape,
    values: new Float32Array(data.slice().buffer),
  }));
  return [{ step, time: await timeOf(file), histograms: weightHistograms(weights) }];
}

/** Means of each evaluation, with the pictures of its worst and best images, at the step of the best network. */
export async function evaluationMoments(run: string, metric: AblationMetric | undefined): Promise<Moment[]> {
  const moments: Moment[] = [];
  const [{ step } = { step: 0 }] = await weightMoments(run);
  for (const split of await measuredSplits(run)) {
    const folder = runFolder(run).evaluation(split), file = `${folder}/summary.json`;
    const { sets } = (await readJson<SummaryFile>(file))!;
    const metrics = Object.assign({}, ...Object.values(sets).map(({ metrics }) => metrics)) as Metrics;
    const scalars = Object.entries(metrics).flatMap(([name, { mean }]): [string, number][] =>
      mean === null ? [] : [[`${split}/${name}`, mean]]
    );
    const images = metric ? await extremes(folder, split, metric) : {};
    moments.push({ step, time: await timeOf(file), scalars: Object.fromEntries(scalars), images });
  }
  return moments;
}

async function extremes(
  folder: string,
  split: string,
  { name, higherIsBetter }: AblationMetric,
): Promise<Record<string, EventPicture>> {
  if (!await exists(`${folder}/cases.csv`)) return {};
  const cases = (await readCases(`${folder}/cases.csv`)).map(({ id, values }) => ({
    id,
    value: Number.isFinite(values[name]) ? values[name] : null,
  }));
  const { worst, best } = rank(cases, COUNT, higherIsBetter ? "highest" : "lowest");
  const pictures: Record<string, EventPicture> = {};
  for (const [group, members] of Object.entries({ worst, best })) {
    for (const [i, { id }] of members.entries()) {
      const file = `${folder}/panels/${fileName(id)}.webp`;
      if (await exists(file)) {
        pictures[`${split} ${group}/${i + 1}: ${id}`] = await eventPicture(file);
      }
    }
  }
  return pictures;
}

type Metrics = SummaryFile["sets"][string]["metrics"];

const timeOf = async (file: string) => ((await Deno.stat(file)).mtime?.getTime() ?? 0) / 1000;
