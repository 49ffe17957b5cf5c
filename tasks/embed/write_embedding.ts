import { writeAtomic } from "@dragsaw/core";
import { embeddingFigure, type Interval, rasterize, record, type Separation } from "@dragsaw/reports";
import { join } from "../shared/paths.ts";
import { PURE } from "./cell_classes.ts";
import type { EmbedOptions } from "./embed_options.ts";
import type { Embedded, EmbeddedSlot } from "./embed_runs.ts";
import { intervalText } from "./interval_text.ts";

/** Names of the methods. */
const METHODS = { tsne: "t-SNE", umap: "UMAP" } as const;

/** Writes figure, points and scores into `out`. */
export async function writeEmbedding(embedded: Embedded, { out, ...options }: EmbedOptions): Promise<void> {
  await Deno.mkdir(out, { recursive: true });
  const svg = figureOf(embedded, options.method);
  await writeAtomic(join(out, "embedding.svg"), svg);
  await writeAtomic(join(out, "embedding.png"), await rasterize(svg));
  await writeAtomic(join(out, "points.csv"), pointsOf(embedded));
  await writeAtomic(join(out, "scores.json"), `${JSON.stringify(scoresOf(embedded, options), null, 2)}\n`);
}

function figureOf({ runs, slots, classes, cases }: Embedded, method: EmbedOptions["method"]): string {
  return embeddingFigure({
    method: METHODS[method],
    note: `${METHODS[method]}; scores are of the features, with 95 % intervals over ${cases.length} images`,
    runs: runs.map(({ title, folder }) => ({ title, note: folder })),
    slots: slots.map(({ name, runs }) => ({
      name,
      panels: runs.map(({ points, units, features }) => ({
        points,
        labels: units.labels,
        captions: features
          ? [
            `silhouette ${intervalText(features.silhouette)}`,
            `Davies–Bouldin ${intervalText(features.daviesBouldin)}`,
          ]
          : [],
      })),
    })),
    classes,
  });
}

const rounded = (place: number) => Number(place.toFixed(4));

function pointsOf({ runs, slots, classes, cases }: Embedded): string {
  const lines = slots.flatMap(({ name, runs: panels }) =>
    panels.flatMap(({ units: { labels, images, centres }, points }, r) =>
      Array.from(labels, (label, i) => [
        runs[r].folder,
        name,
        cases[images[i]],
        ...centres[i].map(rounded),
        classes[label],
        ...[points[2 * i], points[2 * i + 1]].map(rounded),
      ])
    )
  );
  return [["run", "slot", "case", "imageX", "imageY", "class", "x", "y"], ...lines].map(record).join("");
}

/** Scores without their resamples; what has no value is null. */
function scoresOf({ runs, slots, classes, cases }: Embedded, options: Omit<EmbedOptions, "out">) {
  const { method, distance, perplexity, seed, split, checkpoint } = options;
  const made = { method, distance, perplexity, seed, split, checkpoint, purity: PURE };
  return {
    ...made,
    classes,
    images: cases.length,
    slots: slots.map(({ name, runs: panels }) => ({
      slot: name,
      runs: panels.map((panel, r) => ({ ...runs[r], ...scoreOf(panel, classes.length) })),
    })),
  };
}

function scoreOf(
  { units: { labels, images, dimensions }, features, plane, gain }: EmbeddedSlot,
  classes: number,
) {
  const plain = ({ value, interval }: Interval) => ({ value, interval });
  const both = (scores: Separation | EmbeddedSlot["gain"]) =>
    scores && { silhouette: plain(scores.silhouette), daviesBouldin: plain(scores.daviesBouldin) };
  return {
    channels: dimensions,
    units: Array.from({ length: classes }, (_, k) => labels.filter((label) => label === k).length),
    imagesWithUnits: new Set(images).size,
    features: both(features),
    plane: both(plane),
    overFirstRun: both(gain),
  };
}
