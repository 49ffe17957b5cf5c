import type { LabelMap } from "../data/sample.ts";
import type { Volume } from "../volume/volume.ts";
import { isVolume } from "./plane.ts";

/** What is in a mask. */
export interface LabelCounts {
  /** Pixels by class id. */
  readonly classes: readonly number[];
  /** A value that is no class id: no whole number from 0 to 255. */
  readonly odd?: number;
  /** Share of foreground on the outermost pixels of a picture, 0 to 1; of a volume undefined. */
  readonly border?: number;
}

/** Counts the pixels of each class. */
export function labelCounts(labels: LabelMap | Volume): LabelCounts {
  const counts = new Array<number>(256).fill(0);
  let odd: number | undefined;
  for (let i = 0; i < labels.data.length; i++) {
    const id = Number(labels.data[i]);
    if (counts[id] === undefined) odd ??= id;
    else counts[id]++;
  }
  return {
    classes: counts.slice(0, counts.findLastIndex((count) => count > 0) + 1),
    ...odd !== undefined && { odd },
    ...!isVolume(labels) && { border: borderShare(labels) },
  };
}

function borderShare({ width, height, data }: LabelMap): number {
  let count = 0, all = 0;
  const see = (i: number) => {
    all++;
    if (data[i] > 0) count++;
  };
  for (let x = 0; x < width; x++) {
    see(x);
    if (height > 1) see((height - 1) * width + x);
  }
  for (let y = 1; y < height - 1; y++) {
    see(y * width);
    if (width > 1) see((y + 1) * width - 1);
  }
  return count / all;
}
