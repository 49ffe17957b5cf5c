import { writeAtomic } from "@dragsaw/core";
import {
  type Batch,
  type Case,
  createPatchMaker,
  createPatchOrder,
  drawPatch,
  type Raster,
} from "@dragsaw/core/data";
import { below, beside, encodePng, fileName } from "@dragsaw/reports";
import { drawText } from "./draw_text.ts";
import type { OpenedCases } from "./open_cases.ts";
import { patchPlanes } from "./patch_planes.ts";
import type { PatchTraining } from "./patch_training.ts";
import type { AugmentedOptions } from "./show_augmented.ts";

/** Pixels between patches. */
const GAP = 12;

/**
 * Writes a picture for each case: the first patches that a training cuts out of it, a row each, three planes as they are and
 * beside them three as the network sees them. Gives a line for each.
 */
export async function* showPatches(
  { cases }: OpenedCases,
  wanted: readonly Case[],
  training: PatchTraining,
  { out, epochs, verbose }: AugmentedOptions,
): AsyncGenerator<string> {
  const make = createPatchMaker(training), plain = createPatchMaker({ ...training, transforms: [] });
  for (const item of wanted) {
    const rows: Raster[] = [],
      texts: string[] = [],
      seen = placesOf(cases.indexOf(item), cases.length, training, epochs);
    for (const { step, place } of seen) {
      const cut = await plain(step, [item], [place]), trained = await make(step, [item], [place]);
      rows.push(beside([patchPlanes(cut, cut), patchPlanes(trained, cut)], GAP));
      texts.push(`  step ${step + 1}: ${textOf(training, step, place, trained)}`);
    }
    const file = `${out}/${fileName(item.id)}_augmented.png`, steps = seen.map(({ step }) => step + 1);
    if (rows.length > 0) await writeAtomic(file, await encodePng(below(rows, GAP)));
    yield rows.length > 0
      ? `${file}: patches of step ${steps.join(", ")}, as they are and as trained on`
      : `${item.id}: no patch of it in ${training.steps} steps`;
    if (verbose) yield* texts;
  }
}

/** A patch of a training. */
interface PatchPlace {
  /** From 0. */
  readonly step: number;
  /** In the batch. */
  readonly place: number;
}

/** The first `most` places at which a training cuts patches out of a case. @param index Of the case among `count`. */
function placesOf(
  index: number,
  count: number,
  { batchSize, seed, steps }: PatchTraining,
  most: number,
): PatchPlace[] {
  const order = createPatchOrder(count, batchSize, seed), places: PatchPlace[] = [];
  for (let step = 0; step < steps && places.length < most; step++) {
    order.at(step).indices.forEach((other, place) => other === index && places.push({ step, place }));
  }
  return places.slice(0, most);
}

function textOf(
  { transforms, patch, seed }: PatchTraining,
  step: number,
  place: number,
  { channels }: Batch,
): string {
  const draws = drawPatch(transforms, { seed, step, place }, patch, channels);
  return draws.flatMap((draw, i) => drawText(transforms[i].name, draw) ?? []).join("; ") || "nothing";
}
