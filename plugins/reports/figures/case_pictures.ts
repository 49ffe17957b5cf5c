import type { Raster } from "@dragsaw/core/data";
import { colorMap } from "../color_map.ts";
import { classMap } from "../evaluation/class_map.ts";
import { fitted, shrinkImage, shrinkMap } from "../evaluation/shrink.ts";
import { overlay } from "../overlay.ts";
import type { Size } from "../png.ts";

/** A case that pictures are drawn of. */
export interface PicturedCase {
  /** The image, or what stands for it. */
  readonly image: Raster;
  /** True class ids. */
  readonly truth: Uint8Array;
  /** Classes with background. */
  readonly classes: number;
  /** Leaves the image out: outlines and maps on plain ground. */
  readonly plain: boolean;
}

/** Longer side of a picture, in pixels; smaller images keep their size. */
const SIDE = 320;
/** Grey of plain ground, and of what is predicted on it. */
const GROUND = 38, PREDICTED = 92;
/** Share of the colours of a map over the image. */
const COLORED = 0.7;

const sizes = ({ image: { height, width } }: PicturedCase): [Size, Size] => {
  const from: Size = [height, width];
  return [from, fitted(from, SIDE)];
};

/** The image itself. */
export function imagePicture(item: PicturedCase): Raster {
  return overlay(shrinkImage(item.image, sizes(item)[1]), {});
}

/** The true classes. */
export function truthPicture(item: PicturedCase): Raster {
  const [from, size] = sizes(item);
  return classMap(shrinkMap(item.truth, from, size), size, item.classes);
}

/** Outlines of truth and prediction over the image. @param prediction Class ids at its size. */
export function predictionPicture(item: PicturedCase, prediction: Uint8Array): Raster {
  const [from, size] = sizes(item), predicted = shrinkMap(prediction, from, size);
  const ground: Raster = item.plain
    ? {
      height: size[0],
      width: size[1],
      channels: 1,
      data: predicted.map((id) => id === 0 ? GROUND : PREDICTED),
    }
    : shrinkImage(item.image, size);
  return overlay(ground, { truth: shrinkMap(item.truth, from, size), prediction: predicted }, 1);
}

/** An uncertainty map in colours over the image in grey, with the outline of the truth. @param values 0 to 1 at its size. */
export function uncertaintyPicture(item: PicturedCase, values: Float32Array): Raster {
  const [from, size] = sizes(item), map = colorMap(shrinkMap(values, from, size), size);
  const drawn = item.plain ? map : blended(map, shrinkImage(item.image, size));
  return overlay(drawn, { truth: shrinkMap(item.truth, from, size) }, 0);
}

function blended(map: Raster, { channels, data: pixels }: Raster): Raster {
  const data = new Uint8Array(map.data.length);
  for (let i = 0; i < data.length; i++) {
    const at = Math.floor(i / 3) * channels;
    const grey = channels === 1 ? pixels[at] : (pixels[at] + pixels[at + 1] + pixels[at + 2]) / 3;
    data[i] = COLORED * map.data[i] + (1 - COLORED) * grey;
  }
  return { ...map, data };
}
