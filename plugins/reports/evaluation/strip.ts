import type { EvaluatedCase } from "@dragsaw/core";
import type { Raster } from "@dragsaw/core/data";
import { beside } from "../arrange.ts";
import type { Size } from "../png.ts";
import { planePanels } from "../volume/montage.ts";
import { panelPictures, PANELS } from "./panel_pictures.ts";
import { fitted, shrinkImage, shrinkMap } from "./shrink.ts";

export { type Panel, PANELS } from "./panel_pictures.ts";

/** Most pixels across a WebP. */
const LONGEST = 16_383;

/**
 * A case at a glance: image with both outlines, image, truth, prediction, errors and uncertainty side by side, of one size; of
 * a volume, each in three planes. Outlines are drawn after shrinking, so that they stay a pixel wide.
 *
 * @param side The longer side of a picture, of a volume of a plane, in pixels; a smaller image keeps its size.
 * @returns RGB, 6 times as wide as one of them.
 */
export function strip(item: EvaluatedCase, side: number): Raster {
  if (item.volume) {
    const most = Math.floor(LONGEST / PANELS.length / 3 - 4);
    return beside(planePanels(item.volume, item.classes, Math.min(side, most)));
  }
  const from: Size = [item.image.height, item.image.width], size = fitted(from, side);
  const doubt = item.uncertainty.prediction ?? new Float32Array(from[0] * from[1]);
  const shown = {
    image: shrinkImage(item.image, size),
    truth: shrinkMap(item.truth, from, size),
    prediction: shrinkMap(item.prediction, from, size),
    uncertainty: shrinkMap(doubt, from, size),
  };
  return beside(panelPictures(shown, item.classes));
}
