import type { EvaluatedVolume } from "@dragsaw/core";
import { fullestSlices, greyLevels, PLANES, type PlaneView, viewPlane } from "@dragsaw/core/volume";
import type { Shown } from "../evaluation/panel_pictures.ts";
import type { Size } from "../png.ts";
import { cropVolume, structureBox } from "./crop.ts";
import { stretchImage, stretchIndices } from "./stretch.ts";

/** A slice of a volume as a picture in true proportion. */
export interface PlaneCut extends Shown {
  /** Letters of its left, right, upper and lower edge. */
  readonly edges: PlaneView["edges"];
}

/** Pixels that a voxel becomes at most: a tiny volume is not blown up; and from which on outlines are three pixels wide. */
const LARGEST_VOXEL = 16, WIDE_VOXEL = 5;

/**
 * Three slices through what a volume shows, each where the truth (or else the prediction) has most foreground along its axis:
 * axial, coronal and sagittal, cut to the structures and what is around them, in one scale.
 *
 * @param side Pixels of the longest side of the three.
 */
export function cutPlanes(whole: EvaluatedVolume, side: number): PlaneCut[] {
  const volume = cropVolume(whole, structureBox(whole)), { image, truth, prediction, uncertainty } = volume;
  const at = fullestSlices(truth, image.size) ?? fullestSlices(prediction, image.size) ??
    image.size.map((count) => count >> 1);
  const views = PLANES.map((plane) => viewPlane(image, plane));
  const cuts = views.map((view) => ({ view, voxels: view.voxels(at[view.axis]) }));
  const values = cuts.map(({ voxels }) => Float64Array.from(voxels, (voxel) => Number(image.data[voxel])));
  const all = Float64Array.from(values.flatMap((each) => [...each]));
  const size = pictureSizes(views, side);
  return cuts.map(({ view: { height, width, edges }, voxels }, i): PlaneCut => {
    const grey = { height, width, channels: 1, data: greyLevels(values[i], all) };
    const shown = stretchIndices(voxels, [height, width], size[i]);
    return {
      edges,
      thickness: Math.min(size[i][0] / height, size[i][1] / width) >= WIDE_VOXEL ? 1 : 0,
      image: stretchImage(grey, size[i]),
      truth: Uint8Array.from(shown, (voxel) => truth[voxel]),
      prediction: Uint8Array.from(shown, (voxel) => prediction[voxel]),
      uncertainty: Float32Array.from(shown, (voxel) => uncertainty[voxel]),
    };
  });
}

/** Rows and columns of each picture: the same number of pixels for a millimetre. */
function pictureSizes(views: readonly PlaneView[], side: number): Size[] {
  const lengths = views.map(({ width, height, spacing: [across, down] }) => [height * down, width * across]);
  const finest = Math.min(...views.flatMap(({ spacing }) => spacing));
  const scale = Math.min(side / Math.max(...lengths.flat()), LARGEST_VOXEL / finest);
  return lengths.map(([down, across]) => [
    Math.max(1, Math.round(down * scale)),
    Math.max(1, Math.round(across * scale)),
  ]);
}
