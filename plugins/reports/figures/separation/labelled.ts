import type { Vectors } from "../embedding/vectors.ts";

/** Vectors of several classes, out of several images. */
export interface Labelled extends Vectors {
  /** Class id of each. */
  readonly labels: Uint8Array;
  /** Image of each, from 0. */
  readonly images: Uint16Array;
}

/** How many classes and images there may be: one above the largest id. */
export function extent({ labels, images }: Labelled): { readonly classes: number; readonly images: number } {
  const above = (ids: Iterable<number>) => {
    let most = -1;
    for (const id of ids) most = Math.max(most, id);
    return most + 1;
  };
  return { classes: above(labels), images: above(images) };
}

/** A score where images count as often as `times` says: once each where it is left out. */
export interface WeightedScore {
  (times?: ArrayLike<number>): number;
}
