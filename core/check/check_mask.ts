import type { Defect } from "../data/dataset.ts";
import { isVolume } from "./plane.ts";
import type { Seen } from "./seen.ts";

/** Share of foreground on the border from which a mask counts as inverted, where the background is enclosed. */
const ALL_AROUND = 0.98;
/** Least share of background in such a mask: less is a lesion that fills the picture, with specks. */
const HOLE = 0.02;
/** Widening from which grey edges are said to dilate. */
const WIDER = 1.005;

/** What is odd about a mask's values. */
export function checkMask({ item, mask, counts, classes }: Seen): Defect[] {
  if (!mask || !counts) return [];
  const defects: Defect[] = [];
  const { stored, widened } = mask, { border = 0, odd } = counts;
  const add = (kind: string, reason: string) => defects.push({ kind, file: stored.file || item.id, reason });
  const unknown = odd ?? counts.classes.findIndex((count, id) => count > 0 && id >= classes.length);
  if (unknown >= 0 || odd !== undefined) {
    add(
      "unknown-label",
      `Expected class ids 0 to ${classes.length - 1} (${classes.join(", ")}), found ${unknown}`,
    );
  }
  if (widened > WIDER) {
    const wider = (100 * (widened - 1)).toFixed(1);
    add("dilated-mask", `Expected foreground above half of the range, found it above 0: ${wider}% wider`);
  } else if (stored.lossy) {
    add(
      "lossy-mask",
      `Expected a format without loss, found ${stored.format}: its grey edges are cut at half`,
    );
  }
  const total = counts.classes.reduce((sum, count) => sum + count, 0);
  const background = (counts.classes[0] ?? 0) / total;
  if (isVolume(mask.labels) && odd === undefined) {
    if (background === 1) add("empty-labels", "Expected foreground, found none");
    if (background === 0) add("full-labels", "Expected background, found none");
  }
  if (border >= ALL_AROUND && background >= HOLE) {
    const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
    add(
      "inverted-mask",
      `Expected background around the foreground, found ${percent(border)} of the border to be foreground, ` +
        `${percent(1 - background)} of the mask`,
    );
  }
  return defects;
}
