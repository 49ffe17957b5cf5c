import { escapeHtml } from "../ablation_escape.ts";
import { shown } from "../ablation_format.ts";
import type { Section } from "../html/page.ts";
import { type Column, table } from "../html/table.ts";
import { metricOf, unitOf, valueText } from "./metric_text.ts";
import type { CaseData, EvaluationData, RunData } from "./run_data.ts";

/** Every image with its values, the worst first; headings sort. */
export function casesSection({ cases, calibration }: EvaluationData, run: RunData): Section | null {
  if (cases.length === 0) return null;
  const [main] = run.metrics, names = Object.keys(cases[0].values);
  const sign = main?.higherIsBetter === false ? -1 : 1;
  const rank = ({ values }: CaseData) => sign * (values[main?.name ?? names[0]] ?? Infinity);
  const order = cases.toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  const confidence = calibration?.confidence ?? {}, isSure = Object.keys(confidence).length > 0;
  const columns: Column<CaseData>[] = [
    { title: "Image", text: true, cell: named, sort: ({ id }) => id },
    ...cases.some(({ thumbnail }) => thumbnail !== null)
      ? [{ title: "Outlines", text: true, cell: (one: CaseData) => picture(one, run.volumes ? 150 : 72) }]
      : [],
    ...names.map((name): Column<CaseData> => {
      const metric = metricOf(name, run);
      return {
        title: `${metric.title}${unitOf(metric) && `, ${unitOf(metric)}`}`,
        cell: ({ values }) => valueText(values[name], metric),
        sort: ({ values }) => values[name] == null ? null : shown(values[name], metric),
      };
    }),
    ...isSure
      ? [{
        title: "Confidence, %",
        cell: ({ id }: CaseData) => percent(confidence[id]),
        sort: ({ id }: CaseData) => confidence[id] ?? null,
      }]
      : [],
  ];
  const note = isSure ? "; confidence: the Dice to expect if the probabilities are right" : "";
  return {
    id: "all",
    title: "All images",
    body: `<p>The worst first${note}. A heading sorts. Cyan: truth, yellow: prediction, white: both.</p>` +
      table(columns, order, { label: "Every image with its values" }),
  };
}

function named({ id, link }: CaseData): string {
  const text = escapeHtml(id);
  return link === null ? text : `<a href="${escapeHtml(link)}">${text}</a>`;
}

function picture({ id, thumbnail }: CaseData, width: number): string {
  if (thumbnail === null) return "";
  return `<img class="thumb" src="${thumbnail}" width="${width}" decoding="async" alt="${
    escapeHtml(`${id}: outlines of truth and prediction`)
  }">`;
}

const percent = (value: number | undefined) => value === undefined ? "–" : (100 * value).toFixed(2);
