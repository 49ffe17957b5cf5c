import { z } from "zod";
import type { EvaluatedCase, Report } from "@dragsaw/core";
import { writeAtomic } from "@dragsaw/core";
import type { Raster } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { colorMap } from "./color_map.ts";
import { fileName } from "./file_name.ts";
import { overlay } from "./overlay.ts";
import { encodePng, grayPng, maskPng, type Size } from "./png.ts";
import { rank, type Ranked } from "./ranking.ts";
import { removeTree } from "./remove_tree.ts";
import { montage } from "./volume/montage.ts";

/** What {@linkcode createPictures} shows. */
export interface PicturesOptions {
  /** Pictures in each of `worst`, `median` and `best`. */
  readonly count: number;
  /** Name of the metric that ranks. */
  readonly metric: string;
  /** Which end of the metric is the good one. */
  readonly best: "highest" | "lowest";
  /** Whether every case is written too: mask, probability, uncertainty and overlay. */
  readonly all: boolean;
}

/** Pixels of the longest side of a plane of a volume. */
const PLANE = 400;

/** Report `pictures`: outlines over the worst, middle and best cases, and every case's maps on request. */
export const pictures: Component = define("report", "pictures", {
  summary: "Outlines of truth and prediction over the worst, median and best images; every map on request",
  options: () => ({
    count: z.int().min(1).max(100).default(4).describe("Pictures in each of worst, median and best"),
    metric: z.string().default("dice").describe("Name of the metric that ranks the images"),
    best: z.enum(["highest", "lowest"]).default("highest").describe(
      "Which end of the metric is the good one",
    ),
    all: z.boolean().default(false).describe(
      "Whether each image's mask, probability and uncertainty are written too",
    ),
  }),
  build: (options) => createPictures(options),
});

/**
 * Writes `pictures/{worst,median,best,undefined}/` and, with `all`, `pictures/cases/`. Nothing but id and value is kept in
 * memory: every overlay goes to a folder beside, whose chosen files are moved when the ranks are known.
 *
 * @throws {RangeError} When a case lacks the ranking metric.
 */
export function createPictures(options: PicturesOptions): Report {
  let entries: (Ranked & { readonly spooled: string })[] = [];
  let cleared: Promise<void> | undefined;
  return {
    async onCase(item, folder) {
      const partial = `${folder}/pictures.partial`;
      await (cleared ??= removeTree(partial));
      const spooled = `${partial}/spool/${fileName(item.id)}.png`;
      const drawn = await encodePng(pictureOf(item));
      entries.push({ id: item.id, value: valueOf(item, options.metric), spooled });
      await writeAtomic(spooled, drawn);
      if (options.all) await writeMaps(item, `${partial}/cases/${fileName(item.id)}`, drawn);
    },
    async onEnd(_summary, folder) {
      const partial = `${folder}/pictures.partial`;
      await (cleared ??= removeTree(partial));
      for (const [group, members] of Object.entries(rank(entries, options.count, options.best))) {
        if (members.length > 0) await Deno.mkdir(`${partial}/${group}`, { recursive: true });
        for (const [i, { id, value, spooled }] of members.entries()) {
          const score = value === null ? "" : `_${options.metric}_${value.toFixed(4)}`;
          await Deno.rename(spooled, `${partial}/${group}/${i + 1}_${fileName(id)}${score}.png`);
        }
      }
      await removeTree(`${partial}/spool`);
      await removeTree(`${folder}/pictures`);
      if (entries.length > 0) await Deno.rename(partial, `${folder}/pictures`);
      entries = [];
      cleared = undefined;
    },
  };
}

/** The image with both outlines; a volume in three planes, with its errors and uncertainty below. */
function pictureOf(item: EvaluatedCase): Raster {
  return item.volume ? montage(item.volume, item.classes, PLANE) : overlay(item.image, item);
}

/** Every map of one case as `<path>_<what>.png`. */
async function writeMaps(item: EvaluatedCase, path: string, drawn: Uint8Array): Promise<void> {
  const size: Size = [item.image.height, item.image.width];
  await writeAtomic(`${path}_overlay.png`, drawn);
  await writeAtomic(`${path}_mask.png`, await maskPng(item.prediction, size, item.classes));
  await writeAtomic(`${path}_probability.png`, await grayPng(item.probability, size));
  for (const [name, values] of Object.entries(item.uncertainty)) {
    await writeAtomic(`${path}_uncertainty_${fileName(name)}.png`, await encodePng(colorMap(values, size)));
  }
}

function valueOf({ id, metrics }: EvaluatedCase, metric: string): number | null {
  if (metric in metrics) return metrics[metric];
  const known = Object.keys(metrics).join(", ");
  throw new RangeError(
    `Cannot rank "${id}" by "${metric}": expected one of the evaluated metrics (${known})`,
  );
}
