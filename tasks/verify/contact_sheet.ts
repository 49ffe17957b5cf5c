import type { RunData } from "@dragsaw/core";
import type { Finding } from "@dragsaw/core/check";
import { ahead, type Case, type Dataset, type Raster } from "@dragsaw/core/data";
import { encodePng } from "@dragsaw/reports";
import { thumbnail } from "./thumbnail.ts";

/** One picture of the sheet. */
export interface SheetCell {
  /** The case. */
  readonly item: Case;
  /** What was found about it. */
  readonly findings: readonly Finding[];
  /** PNG with the outline of its mask. */
  readonly png: Uint8Array;
}

/** Pictures on a sheet, at most; pixels a side of each; in a row. */
const CELLS = 60, SIDE = 160, COLUMNS = 10;

/** A grid of cases with the outlines of their masks: those with findings first, then some from all over the splits. */
export async function contactSheet(
  { dataset, testSet }: RunData,
  findings: readonly Finding[],
): Promise<{ cells: readonly SheetCell[]; sheet: Uint8Array }> {
  const all: [Dataset, Case][] = [
    ...dataset.cases("train").map((item): [Dataset, Case] => [dataset, item]),
    ...dataset.cases("val").map((item): [Dataset, Case] => [dataset, item]),
    ...testSet.cases("test").map((item): [Dataset, Case] => [testSet, item]),
  ];
  const about = ({ id, image, mask }: Case) =>
    findings.filter(({ file, reason }) =>
      file === image || file === mask || file === id || (image && reason.includes(image))
    );
  const odd = all.filter(([, item]) => about(item).length > 0).slice(0, CELLS);
  const rest = all.filter((one) => !odd.includes(one)), left = Math.min(CELLS - odd.length, rest.length);
  const chosen = [
    ...odd,
    ...Array.from({ length: left }, (_, i) => rest[Math.floor((i + 0.5) * rest.length / left)]),
  ];
  const pictures = await Array.fromAsync(
    ahead(chosen, 4, ([dataset, item]) => thumbnail(dataset, item, SIDE)),
  );
  const cells = await Promise.all(
    pictures.map(async (picture, i): Promise<SheetCell> => ({
      item: chosen[i][1],
      findings: about(chosen[i][1]),
      png: await encodePng(picture),
    })),
  );
  return { cells, sheet: await encodePng(grid(pictures)) };
}

function grid(pictures: readonly Raster[]): Raster {
  const columns = Math.max(1, Math.min(COLUMNS, pictures.length)),
    rows = Math.max(1, Math.ceil(pictures.length / columns));
  const width = columns * SIDE, height = rows * SIDE, data = new Uint8Array(width * height * 3);
  for (const [i, picture] of pictures.entries()) {
    const left = (i % columns) * SIDE, top = Math.floor(i / columns) * SIDE;
    for (let y = 0; y < SIDE; y++) {
      data.set(picture.data.subarray(y * SIDE * 3, (y + 1) * SIDE * 3), ((top + y) * width + left) * 3);
    }
  }
  return { width, height, channels: 3, data };
}
