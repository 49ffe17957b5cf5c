import { escapeHtml } from "../ablation_escape.ts";
import type { Panel } from "../evaluation/strip.ts";
import type { Section } from "../html/page.ts";
import { metricOf, unitOf, valueText } from "./metric_text.ts";
import type { CasePictures, EvaluationData, RunData } from "./run_data.ts";

const SHOWN: readonly Panel[] = ["image", "truth", "prediction", "errors", "uncertainty"];

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
  return { id: "cases", title: `Worst, median and best by ${by}`, body: `${LEGEND}${body.join("\n")}` };
}

/** What to do where an evaluation wrote no pictures. */
export function galleryMissing({ split, groups }: EvaluationData, { folder }: RunData): Section | null {
  if (Object.values(groups).some(({ length }) => length > 0)) return null;
  const command =
    `deno task evaluate ${folder} --split ${split} --set "reports=[summary,csv,calibration,panels]"`;
  return {
    id: "cases",
    title: "Worst, median and best",
    body: `<p class="note">This evaluation wrote no pictures. <code>${escapeHtml(command)}</code> does.</p>`,
  };
}

const LEGEND = `<ul class="legend">
<li><i style="background:#00e0ff"></i>missed: truth alone</li>
<li><i style="background:#ffd600"></i>too much: prediction alone</li>
<li><i class="ramp" style="background:linear-gradient(90deg,#240565,#762672,#c1505e,#ec923f,#ece367)"></i>uncertainty: entropy of the prediction, from none to the most there can be</li>
</ul>`;

function shownCase(
  { id, width, height, panels }: CasePictures,
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
  const figures = SHOWN.map((panel) =>
    `<figure><img src="${panels[panel]}" width="${width}" height="${height}" decoding="async" alt="${
      escapeHtml(`${id}: ${panel}`)
    }"><figcaption>${panel}</figcaption></figure>`
  );
  return `<article class="case"><h4>${escapeHtml(id)}<small>${
    scores.join(", ")
  }</small></h4><div class="panels">${figures.join("")}</div></article>`;
}
