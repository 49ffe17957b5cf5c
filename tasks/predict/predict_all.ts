import { ahead, DataError, type Defect, type Raster, segmentImage, writeAtomic } from "@dragsaw/core";
import { readImage } from "@dragsaw/datasets";
import { colorMap, encodePng, grayPng, maskPng, overlay } from "@dragsaw/reports";
import { basename, extname, join } from "../shared/paths.ts";
import { duration, type ProgressLine } from "../shared/progress.ts";
import type { Predictor } from "./predictor.ts";

/** How a prediction of many images went. */
export interface Predicted {
  /** Images segmented. */
  readonly done: number;
  /** Images that could not be, and why. */
  readonly failed: readonly Defect[];
}

/** Segments `files` one after the other into `out`; one that cannot be read does not stop the others. */
export async function predictAll(
  predictor: Predictor,
  files: readonly string[],
  out: string,
  progress: ProgressLine,
  signal: AbortSignal,
): Promise<Predicted> {
  await Deno.mkdir(out, { recursive: true });
  const names = outputNames(files);
  const failed: Defect[] = [];
  let done = 0, turn = 0;
  const began = performance.now();
  for await (
    const { file, image } of ahead(files, 2, (file) => read(file, predictor.channels === 1 ? 1 : 3))
  ) {
    if (signal.aborted) break;
    turn++;
    if (image instanceof DataError) failed.push(...image.defects);
    else {
      await predictOne(predictor, image, join(out, names.get(file)!));
      done++;
    }
    const left = (performance.now() - began) / 1000 / turn * (files.length - turn);
    progress.update(`${turn}/${files.length}  ${file}  ETA ${duration(left)}`);
  }
  return { done, failed };
}

async function read(file: string, channels: 1 | 3): Promise<{ file: string; image: Raster | DataError }> {
  try {
    return { file, image: await readImage(file, channels) };
  } catch (error) {
    if (error instanceof DataError) return { file, image: error };
    throw error;
  }
}

async function predictOne(
  { config, classes, segment }: Predictor,
  image: Raster,
  stem: string,
): Promise<void> {
  const { height, width } = image;
  const size: [number, number] = [height, width];
  const { labels, probability, uncertainty } = await segmentImage(segment, image, {
    ...config.evaluate,
    normalize: config.normalize,
    size: [config.size[0], config.size[1]],
  });
  const { prediction, ...slots } = uncertainty;
  // The mask comes last: where it stands, everything of that image stands.
  await writeAtomic(`${stem}_probability.png`, await grayPng(probability, size));
  await writeAtomic(`${stem}_uncertainty.png`, await encodePng(colorMap(prediction, size)));
  for (const [slot, map] of Object.entries(slots)) {
    await writeAtomic(`${stem}_uncertainty_${slot}.png`, await encodePng(colorMap(map, size)));
  }
  await writeAtomic(`${stem}_overlay.png`, await encodePng(overlay(image, { prediction: labels })));
  await writeAtomic(`${stem}_mask.png`, await maskPng(labels, size, classes.length));
}

/** A name of its own for every file: the stem, or the stem with the extension, or with a number where both are taken. */
export function outputNames(files: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>(), taken = new Set<string>();
  for (const file of files) {
    const stem = basename(file, extname(file));
    const candidates = [stem, basename(file).replaceAll(".", "_")];
    // Some file systems take X and x for one name.
    const free = (candidate: string) => !taken.has(candidate.toLowerCase());
    let name = candidates.find(free);
    for (let n = 2; name === undefined; n++) {
      if (free(`${candidates[1]}_${n}`)) name = `${candidates[1]}_${n}`;
    }
    taken.add(name.toLowerCase());
    names.set(file, name);
  }
  return names;
}
