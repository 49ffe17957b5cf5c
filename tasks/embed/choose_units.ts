import { permutation, type Random } from "@dragsaw/core/data";
import { MIXED } from "./cell_classes.ts";

/**
 * Draws cells of an image, as many of each class that is in it, `most` together at most; none where there is one class only.
 *
 * @param cells Class of each, or {@linkcode MIXED}: of several images, one after another, where it was cut.
 * @param classes Classes that there may be.
 * @returns Indices, rising.
 */
export function chooseUnits(cells: Uint8Array, classes: number, most: number, random: Random): number[] {
  const members = Array.from({ length: classes }, (): number[] => []);
  cells.forEach((own, i) => own === MIXED || members[own].push(i));
  const there = members.filter(({ length }) => length > 0);
  if (there.length < 2) return [];
  const each = Math.min(Math.floor(most / classes), ...there.map(({ length }) => length));
  return there.flatMap((cells) =>
    [...permutation(cells.length, random).subarray(0, each)].map((at) => cells[at])
  ).sort((a, b) => a - b);
}
