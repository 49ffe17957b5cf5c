import { z } from "zod";
import type { EvaluatedCase, EvaluatedVolume, Report } from "@dragsaw/core";
import { type Component, define } from "@dragsaw/core/registry";
import { writeNifti } from "@dragsaw/core/volume";
import { fileName } from "../file_name.ts";
import { rank, type Ranked } from "../ranking.ts";
import { removeTree } from "../remove_tree.ts";
import { bounded } from "./bounded.ts";

/** What {@linkcode createVolumes} keeps. */
export interface VolumesOptions {
  /** Volumes in each of worst, median and best. */
  readonly count: number;
  /** Name of the metric that ranks. */
  readonly metric: string;
  /** Which end of the metric is the good one. */
  readonly best: "highest" | "lowest";
  /** Most voxels of a volume, in millions. */
  readonly megavoxels: number;
}

/** Report `volumes`: image, truth, prediction and uncertainty of the worst, median and best volumes as NIfTI. */
export const volumes: Component = define("report", "volumes", {
  summary:
    "volumes/ID: image, truth, prediction and uncertainty of the worst, median and best volumes, to look at",
  options: () => ({
    count: z.int().min(1).max(100).default(4).describe("Volumes in each of worst, median and best"),
    metric: z.string().default("dice").describe("Name of the metric that ranks the volumes"),
    best: z.enum(["highest", "lowest"]).default("highest").describe(
      "Which end of the metric is the good one",
    ),
    megavoxels: z.number().positive().max(500).default(12).describe(
      "Most voxels of a volume, in millions: a larger one is cut to its structures, then thinned",
    ),
  }),
  build: (options) => createVolumes(options),
});

/**
 * Writes `volumes/ID/{image,truth,prediction,uncertainty}.nii.gz` of the worst, median and best volumes, and of some without a
 * value. They replace those of an earlier evaluation at the end.
 *
 * @throws {TypeError} For a picture. @throws {RangeError} When a case lacks the ranking metric.
 */
export function createVolumes({ count, metric, best, megavoxels }: VolumesOptions): Report {
  let entries: Ranked[] = [], cleared: Promise<void> | undefined;
  return {
    async onCase({ id, volume, metrics }: EvaluatedCase, folder) {
      const partial = `${folder}/volumes.partial`;
      if (!volume) throw new TypeError(`Cannot keep "${id}" as a volume: it is a picture`);
      if (!(metric in metrics)) {
        const known = Object.keys(metrics).join(", ");
        throw new RangeError(`Cannot rank "${id}" by "${metric}": expected one of ${known}`);
      }
      await (cleared ??= removeTree(partial));
      await writeVolumes(`${partial}/${fileName(id)}`, bounded(volume, megavoxels * 1e6));
      entries.push({ id, value: metrics[metric] });
    },
    async onEnd(_summary, folder) {
      const partial = `${folder}/volumes.partial`;
      await (cleared ??= removeTree(partial));
      const chosen = new Set(Object.values(rank(entries, count, best)).flat().map(({ id }) => id));
      for (const { id } of entries) if (!chosen.has(id)) await removeTree(`${partial}/${fileName(id)}`);
      await removeTree(`${folder}/volumes`);
      if (entries.length > 0) await Deno.rename(partial, `${folder}/volumes`);
      [entries, cleared] = [[], undefined];
    },
  };
}

/** Uncertainty in steps of 1/255: what is packed becomes a fifth as long. */
async function writeVolumes(
  folder: string,
  { image, truth, prediction, uncertainty }: EvaluatedVolume,
): Promise<void> {
  const write = (name: string, data: EvaluatedVolume["image"]["data"]) =>
    writeNifti(`${folder}/${name}.nii.gz`, { ...image, channels: 1, data });
  await write("image", image.data);
  await write("truth", truth);
  await write("prediction", prediction);
  await write("uncertainty", uncertainty.map((value) => Math.round(value * 255) / 255));
}
