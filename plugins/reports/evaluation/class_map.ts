import type { Raster } from "@dragsaw/core/data";
import type { Color } from "../overlay.ts";
import { checkLength, type Size } from "../png.ts";

/** Of classes 1, 2, ...; they repeat. Apart in hue and lightness (Okabe and Ito 2008, on black). */
const COLORS: readonly Color[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [204, 121, 167],
  [213, 94, 0],
  [0, 114, 178],
];

/** The colour of a class where there are several; colours repeat. @param id From 1 on. */
export function classColor(id: number): Color {
  return COLORS[(id - 1) % COLORS.length];
}

/** Class ids as a picture: black background; one foreground class is white, several have a colour each. */
export function classMap(labels: Uint8Array, size: Size, classes: number): Raster {
  checkLength("draw classes", labels.length, size, 1);
  const data = new Uint8Array(labels.length * 3);
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === 0) continue;
    data.set(classes <= 2 ? [255, 255, 255] : classColor(labels[i]), i * 3);
  }
  return { height: size[0], width: size[1], channels: 3, data };
}
