import type { EvaluatedVolume } from "@dragsaw/core";
import type { Raster } from "@dragsaw/core/data";
import { below, beside } from "../arrange.ts";
import { panelPictures, PANELS } from "../evaluation/panel_pictures.ts";
import { cutPlanes } from "./cut_planes.ts";
import { drawEdges } from "./letters.ts";

/** Pixels between planes. */
const GAP = 4;
/** For so many pixels of a plane, a dot of a letter is one more pixel wide. */
const LETTER = 140;

/** {@linkcode PANELS} of a volume, each with its three planes side by side. @param side Pixels of the longest side of a plane. */
export function planePanels(volume: EvaluatedVolume, classes: number, side: number): Raster[] {
  const scale = Math.max(1, Math.round(side / LETTER));
  const planes = cutPlanes(volume, side).map((cut) => ({ cut, pictures: panelPictures(cut, classes) }));
  return PANELS.map((panel, i) =>
    beside(
      planes.map(({ cut: { edges }, pictures }) =>
        panel === "outlines" ? drawEdges(pictures[i], edges, scale) : pictures[i]
      ),
      GAP,
    )
  );
}

/** A volume as one picture: axial, coronal and sagittal with both outlines, below them what is wrong and what is uncertain. */
export function montage(volume: EvaluatedVolume, classes: number, side: number): Raster {
  const panels = planePanels(volume, classes, side);
  return below(
    (["outlines", "errors", "uncertainty"] as const).map((panel) => panels[PANELS.indexOf(panel)]),
    GAP,
  );
}
