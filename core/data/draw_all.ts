import { stream } from "./random.ts";
import { reduceLabels } from "./reduce.ts";
import type { LabelMap } from "./sample.ts";
import type { Draw, Transform } from "./transform.ts";
import { routeOf, warpLabels } from "./warp.ts";

/** What a training sees of a case in an epoch hangs on these alone. */
export interface DrawKey {
  /** Root of the run's streams. */
  readonly seed: number;
  /** Pass over the training set, from 0. */
  readonly epoch: number;
  /** The case. */
  readonly id: string;
}

/**
 * What the transforms draw for a case in an epoch, each from `stream(seed, "augment", epoch, case id, position and name of the
 * transform)`: the same in training and whenever it is asked for again.
 *
 * @param labels The case's truth as stored; transforms that ask for it see it at `size`, as those before leave it.
 * @param size The network's [height, width].
 */
export function drawAll(
  transforms: readonly Transform[],
  { seed, epoch, id }: DrawKey,
  labels: LabelMap | undefined,
  size: readonly [number, number],
): Draw[] {
  const draws: Draw[] = [];
  const truth = () =>
    labels ? warpLabels(reduceLabels(labels, size), size, routeOf(draws)) : new Int32Array(size[0] * size[1]);
  for (const [i, transform] of transforms.entries()) {
    draws.push(transform.draw(stream(seed, "augment", epoch, id, i, transform.name), size, truth));
  }
  return draws;
}
