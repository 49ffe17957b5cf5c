import { escapeHtml } from "../ablation_escape.ts";
import { classColor } from "../evaluation/class_map.ts";
import { CONFUSED_COLOR } from "../evaluation/error_map.ts";
import type { Panel } from "../evaluation/strip.ts";
import type { Section } from "../html/page.ts";
import { type Color, PREDICTION_COLOR, TRUTH_COLOR } from "../overlay.ts";
import { metricOf, unitOf, valueText } from "./metric_text.ts";
import type { CasePictures, EvaluationData, RunData } from "./run_data.ts";

const SHOWN: readonly Panel[] = ["image", "truth", "prediction", "errors", "uncertainty"];
/** Of volumes: an image is small among three planes, and outlines say more. */
const SHOWN_IN_PLANES: readonly Panel[] = [
  "outlines",
  "image",
  "truth",
  "prediction",
  "errors",
  "uncertainty",
];

const GROUPS: Readonly<Record<keyof EvaluationData["groups"], string>> = {
  worst: "Worst",
  median: "Around the median",
  best: "Best",
  undefined: "Without a value (0/0)",
};

/** The worst, median and best images with all that is known of them. @returns Null without pictures. */
export function gallerySection(evaluation: EvaluationData, run: RunData): Section | null {
  const groups = Object.entries(GROUPS).map(([key, title]) =>
    [title, evaluation.groups[key as keyof EvaluationData["groups"]]] as const
  ).filter(([, members]) => members.length > 0);
  if (groups.length === 0) return null;
  const by = run.metrics[0]?.title ?? "";
  const body = groups.map(([title, members]) =>
    `<h3>${title}</h3><div class="cases">${
      members.map((one) => shownCase(one, evaluation, run)).join("\n")
    }</div>`
  );
  const planes = run.volumes ? volumesNote(evaluation, run) : "";
  return {
    id: "cases",
    title: `Worst, median and best by ${by}`,
    body: `${planes}${legend(run)}${body.join("\n")}`,
  };
}

/** How planes lie, and how to look around in volumes. */
function volumesNote({ groups, keepsVolumes, split }: EvaluationData, { folder }: RunData): string {
  const paged = Object.values(groups).flat().some(({ page }) => page !== undefined);
  const command = keepsVolumes
    ? `deno task report ${folder} --volumes`
    : `deno task evaluate ${folder} --split ${split} --set "reports=[summary,csv,calibration,panels,volumes]"`;
  const how = keepsVolumes ? "makes pages to look around in them" : "keeps volumes to look around in";
  return `<p>Axial, coronal and sagittal through the most foreground, cut to the structures; the patient's right is on the left.${
    paged ? "" : ` <code>${escapeHtml(command)}</code> ${how}.`
  }</p>`;
}

/** What to do where an evaluation wrote no pictures. */
export function galleryMissing({ split, groups }: EvaluationData, run: RunData): Section | null {
  if (Object.values(groups).some(({ length }) => length > 0)) return null;
  const reports = run.volumes ? "summary,csv,calibration,panels,volumes" : "summary,csv,calibration,panels";
  const command = `deno task evaluate ${run.folder} --split ${split} --set "reports=[${reports}]"`;
  return {
    id: "cases",
    title: "Worst, median and best",
    body: `<p class="note">This evaluation wrote no pictures. <code>${escapeHtml(command)}</code> does.</p>`,
  };
}

/** What colours mean; those of classes where there are several. */
function legend({ classes = [] }: RunData): string {
  const several = classes.length > 2;
  const names = several ? classes.slice(1).map((name, i) => mark(classColor(i + 1), name)) : [];
  return `<ul class="legend">
${mark(TRUTH_COLOR, "missed: truth alone")}
${mark(PREDICTION_COLOR, "too much: prediction alone")}
${several ? mark(CONFUSED_COLOR, "another class") : ""}
${names.join("")}
<li><i class="ramp" style="background:linear-gradient(90deg,#240565,#762672,#c1505e,#ec923f,#ece367)"></i>uncertainty: entropy of the prediction, from none to the most there can be</li>
</ul>`;
}

function mark(color: Color, text: string): string {
  return `<li><i style="background:rgb(${color.join()})"></i>${escapeHtml(text)}</li>`;
}

function shownCase(
  { id, width, height, panels, page }: CasePictures,
  { cases }: EvaluationData,
  run: RunData,
): string {
  const values = cases.find((one) => one.id === id)?.values ?? {};
  const scores = run.metrics.filter(({ name }) => name in values).slice(0, 3).map(({ name }) => {
    const metric = metricOf(name, run);
    return `${escapeHtml(metric.title)} ${valueText(values[name], metric)}${
      unitOf(metric) && ` ${unitOf(metric)}`
    }`;
  });
  const figures = (run.volumes ? SHOWN_IN_PLANES : SHOWN).map((panel) =>
    `<figure><img src="${panels[panel]}" width="${width}" height="${height}" decoding="async" alt="${
      escapeHtml(`${id}: ${panel}`)
    }"><figcaption>${panel}</figcaption></figure>`
  );
  const link = page === undefined ? "" : ` <a href="${escapeHtml(page)}">Look around in 3D</a>`;
  return `<article class="case"><h4>${escapeHtml(id)}<small>${
    scores.join(", ")
  }${link}</small></h4><div class="panels${run.volumes ? " planes" : ""}">${
    figures.join("")
  }</div></article>`;
}
