import type { Random } from "../../../data/random.ts";
import type { Grid } from "../grid.ts";

/** A grid with its spacing. */
export type SpacedGrid = Grid & { readonly spacing: readonly number[] };

/** Indices of each voxel of a grid, in the order of memory. */
export function places(size: readonly number[]): number[][] {
  return size.reduce<number[][]>(
    (before, side) => before.flatMap((at) => Array.from({ length: side }, (_, i) => [...at, i])),
    [[]],
  );
}

/** Distance of two voxels, mm. */
export function distance(a: readonly number[], b: readonly number[], spacing: readonly number[]): number {
  return Math.sqrt(a.reduce((sum, index, axis) => sum + (spacing[axis] * (index - b[axis])) ** 2, 0));
}

/** Voxels of a mask with a face on the outside, by the definition. */
export function surfacePlaces(
  inside: (at: readonly number[]) => boolean,
  size: readonly number[],
): number[][] {
  return places(size).filter((at) =>
    inside(at) && size.some((side, axis) =>
      [-1, 1].some((step) => {
        const next = at.with(axis, at[axis] + step);
        return next[axis] < 0 || next[axis] >= side || !inside(next);
      })
    )
  );
}

/** Index in memory of a voxel. */
export function indexOf(at: readonly number[], size: readonly number[]): number {
  return at.reduce((index, i, axis) => index * size[axis] + i, 0);
}

/** Distances of surfaces by comparing all pairs: both directed lists. */
export function allPairs(
  a: Uint8Array,
  b: Uint8Array,
  { size, spacing }: SpacedGrid,
  id: number,
): [number[], number[]] {
  const [first, second] = [a, b].map((labels) =>
    surfacePlaces((at) => labels[indexOf(at, size)] === id, size)
  );
  const nearest = (from: number[][], to: number[][]) =>
    from.map((one) => to.reduce((least, other) => Math.min(least, distance(one, other, spacing)), Infinity));
  return [nearest(first, second), nearest(second, first)];
}

/** The q-th part of sorted values, interpolated linearly. */
export function percentile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b), place = q * (sorted.length - 1);
  const low = sorted[Math.floor(place)], high = sorted[Math.ceil(place)];
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
}

/** Components by flooding from each voxel; numbered in the order of memory. */
export function flood(labels: Uint8Array, size: readonly number[], order: number): number[] {
  const all = places(size),
    steps = places(size.map(() => 3)).map((at) => at.map((i) => i - 1))
      .filter((step) => step.filter((i) => i !== 0).length <= order);
  const ids = Array.from(labels, () => 0);
  let count = 0;
  all.forEach((start, first) => {
    if (labels[first] === 0 || ids[first] > 0) return;
    const open = [start];
    ids[first] = ++count;
    for (let at = open.pop(); at; at = open.pop()) {
      for (const step of steps) {
        const next = at.map((i, axis) => i + step[axis]), index = indexOf(next, size);
        if (next.some((i, axis) => i < 0 || i >= size[axis])) continue;
        if (labels[index] !== labels[first] || ids[index] > 0) continue;
        ids[index] = count;
        open.push(next);
      }
    }
  });
  return ids;
}

/** A pair of label maps of up to 3 classes on a small grid, empty and full ones among them; spacings are often unequal. */
export function drawMaps(
  random: Random,
): { a: Uint8Array; b: Uint8Array; grid: SpacedGrid; classes: number } {
  const pick = (count: number) => random.integer(count);
  const axes = 2 + pick(2), classes = 2 + pick(2);
  const size = Array.from({ length: axes }, () => 1 + pick(6));
  const spacing = Array.from(
    { length: axes },
    () => [1, 0.5, 0.625, 1.9, 3.6, 0.1 + 5 * random.uniform()][pick(6)],
  );
  const voxels = size.reduce((x, y) => x * y, 1);
  const map = () => {
    const share = [0, 1, 0.1, 0.5, 0.9, 0.5][pick(6)];
    return Uint8Array.from(
      { length: voxels },
      () => random.uniform() < share ? (share === 1 ? 1 : 1 + pick(classes - 1)) : 0,
    );
  };
  return { a: map(), b: map(), grid: { size, spacing }, classes };
}
