import { counted, memory, time } from "../ablation_format.ts";
import { escapeHtml } from "../ablation_escape.ts";
import { intervalText, metricOf, unitOf, valueText } from "./metric_text.ts";
import type { RunData, RunState } from "./run_data.ts";

/** What one wants to know first: what it is, where it stands, and the main numbers. */
export function lead(run: RunData): string {
  const tiles = [...resultTiles(run), ...costTiles(run)];
  return `<p class="lead">${escapeHtml(run.about)}</p>${standing(run.state)}<dl class="tiles">${
    tiles.map(([name, value, note]) => `<div><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`)
      .join("")
  }</dl>`;
}

type Tile = readonly [name: string, value: string, note: string];

/** The metric that chose the network, and up to two others of its set. */
function resultTiles(run: RunData): Tile[] {
  const evaluation = run.evaluations.find(({ split }) => split === "test") ?? run.evaluations[0];
  if (!evaluation) return validationTiles(run);
  const { split, summary, cases } = evaluation, main = run.metrics[0]?.name;
  const sets = Object.values(summary.sets);
  const set = sets.find(({ metrics }) => main !== undefined && main in metrics) ?? sets[0];
  if (!set) return [];
  return Object.entries(set.metrics).toSorted(([a], [b]) => Number(b === main) - Number(a === main))
    .slice(0, 3).map(([name, found], i): Tile => {
      const metric = metricOf(name, run), interval = intervalText(found, metric);
      const where = i === 0 ? `${split}, ${counted(cases.length || summary.count, "image")}` : "";
      return [
        escapeHtml(metric.title) + (unitOf(metric) && `, ${unitOf(metric)}`),
        valueText(found.mean, metric),
        [interval, where].filter(Boolean).join("<br>"),
      ];
    });
}

/** Before anything is measured: the best validation. */
function validationTiles(run: RunData): Tile[] {
  const [metric] = run.metrics;
  if (!metric || run.validations.length === 0) return [];
  const better = (a: number, b: number) => metric.higherIsBetter ? a > b : a < b;
  const known = run.validations.flatMap(({ step, means }) => {
    const value = means[metric.name];
    return value == null ? [] : [{ step, value }];
  });
  if (known.length === 0) return [];
  const best = known.reduce((a, b) => better(b.value, a.value) ? b : a);
  const name = `${escapeHtml(metric.title)}${metric.percent ? ", %" : ""}`;
  return [[name, valueText(best.value, metric), `best validation, step ${best.step}`]];
}

function costTiles({ steps, validations }: RunData): Tile[] {
  if (steps.length === 0) return [];
  const seconds = [...steps, ...validations].reduce((sum, record) => sum + record.seconds, 0);
  const last = steps[steps.length - 1];
  const peak = Math.max(...steps.map(({ peakMegabytes = 0 }) => peakMegabytes));
  // The first record has the start in it
  const images = steps.slice(1).reduce(
    (sum, { imagesPerSecond = 0, seconds }) => sum + imagesPerSecond * seconds,
    0,
  );
  const spent = steps.slice(1).reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    ["Training", time(seconds), `${last.step} steps, ${Number(last.epoch.toFixed(2))} epochs`],
    ...images > 0 ? [["Images a second", (images / spent).toFixed(1), "mean while training"] as const] : [],
    ...peak > 0 ? [["Memory", memory(peak * 1e6), "most of the process"] as const] : [],
  ];
}

/** A bar while there is something to wait for. */
function standing({ kind, step, steps, left }: RunState): string {
  if (kind === "finished") return "";
  const of = steps === null ? "" : ` of ${steps}`;
  const word = kind === "training" ? "Training" : "Stopped before its end";
  const rest = kind === "training" && left !== null ? `, about ${time(left)} left` : "";
  const bar = steps === null
    ? ""
    : `<progress aria-label="Steps done" max="${steps}" value="${step}">${step} of ${steps}</progress>`;
  return `<p><b>${word}</b>: step ${step}${of}${rest}</p>${bar}`;
}
