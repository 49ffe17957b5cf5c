import { writeAtomic } from "@dragsaw/core";
import { type Case, type Dataset, type Raster, reduceSample } from "@dragsaw/core/data";
import { encodePng, fileName, overlay } from "@dragsaw/reports";
import { thumbnail } from "../verify/thumbnail.ts";
import type { OpenedCases } from "./open_cases.ts";

/** Images are averaged down by whole factors while both sides stay above this; slices of volumes are drawn at it. */
const SIDE = 512;

/** Writes a picture for each case as it is stored, with the outline of its truth. Gives a line for each. */
export async function* showStored(
  { dataset }: OpenedCases,
  cases: readonly Case[],
  out: string,
): AsyncGenerator<string> {
  for (const item of cases) {
    const picture = dataset.volumes ? await thumbnail(dataset, item, SIDE) : await outlined(dataset, item);
    const file = `${out}/${fileName(item.id)}.png`;
    await writeAtomic(file, await encodePng(picture));
    yield `${file}: ${item.image || "generated"}`;
  }
}

async function outlined(dataset: Dataset, item: Case): Promise<Raster> {
  const { image, labels } = reduceSample(await dataset.load(item, [SIDE, SIDE]), [SIDE, SIDE]);
  return overlay(image, { truth: labels?.data });
}
