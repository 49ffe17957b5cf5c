import type { Triple } from "@dragsaw/core/volume";
import { volumeOf } from "./frame.ts";
import { type Interpolation, placeOf } from "./taps.ts";

/** Weights nearer to each other are equal. */
const TIE = 1e-9;

/** Neighbours of each voxel of a resampled axis: the one before, the one after, and the weight of that. */
export interface Neighbours {
  /** Index of the one before. */
  readonly before: Int32Array;
  /** Index of the one after; the same at the ends, and where the weight is 0. */
  readonly after: Int32Array;
  /** Weight of the one after; the other has what is left. */
  readonly weight: Float64Array;
}

/** Neighbours along an axis of `from` voxels cut into `to`; "cubic" is taken as "linear". */
export function neighboursOf(from: number, to: number, interpolation: Interpolation): Neighbours {
  const before = new Int32Array(to), after = new Int32Array(to), weight = new Float64Array(to);
  for (let i = 0; i < to; i++) {
    const place = placeOf(i, from, to);
    const low = Math.floor(interpolation === "nearest" ? place + .5 : place);
    before[i] = Math.min(Math.max(low, 0), from - 1);
    weight[i] = interpolation === "nearest" || low < 0 || low >= from - 1 ? 0 : place - low;
    after[i] = weight[i] > 0 ? before[i] + 1 : before[i];
  }
  return { before, after, weight };
}

/**
 * Resamples class ids: each class as an indicator, linearly, then the class with most weight, the higher id of equals. Only the
 * eight voxels around matter, so that time and memory do not grow with the number of classes, and no class is invented.
 *
 * @param labels `size` ids, width fastest. @param interpolation Along depth, height and width; "cubic" is taken as "linear".
 */
export function resampleLabels(
  labels: Uint8Array,
  size: Triple,
  to: Triple,
  interpolation: readonly [Interpolation, Interpolation, Interpolation],
): Uint8Array {
  const [ds, hs, ws] = [0, 1, 2].map((axis) => neighboursOf(size[axis], to[axis], interpolation[axis]));
  const out = new Uint8Array(volumeOf(to)), plane = size[1] * size[2], width = size[2];
  const { before, after, weight } = ws, vote = ballot();
  for (let d = 0, i = 0; d < to[0]; d++) {
    const td = ds.weight[d];
    for (let h = 0; h < to[1]; h++) {
      const th = hs.weight[h];
      const a = ds.before[d] * plane + hs.before[h] * width, b = ds.before[d] * plane + hs.after[h] * width;
      const c = ds.after[d] * plane + hs.before[h] * width, e = ds.after[d] * plane + hs.after[h] * width;
      for (let w = 0; w < to[2]; w++) {
        const u = before[w], v = after[w], first = labels[a + u];
        const alike = first === labels[a + v] && first === labels[b + u] && first === labels[b + v] &&
          first === labels[c + u] && first === labels[c + v] && first === labels[e + u] &&
          first === labels[e + v];
        if (alike) {
          out[i++] = first;
          continue;
        }
        const tw = weight[w];
        for (
          const [row, share] of [[a, (1 - td) * (1 - th)], [b, (1 - td) * th], [c, td * (1 - th)], [
            e,
            td * th,
          ]]
        ) {
          vote.add(labels[row + u], share * (1 - tw));
          vote.add(labels[row + v], share * tw);
        }
        out[i++] = vote.winner();
      }
    }
  }
  return out;
}

/** Weights of the classes around a voxel. */
function ballot() {
  const weights = new Float64Array(256), ids = new Uint8Array(8);
  let count = 0;
  return {
    add(id: number, weight: number): void {
      if (weight === 0) return;
      if (weights[id] === 0) ids[count++] = id;
      weights[id] += weight;
    },
    /** And starts anew. */
    winner(): number {
      let best = ids[0];
      for (let k = 1; k < count; k++) {
        const id = ids[k], ahead = weights[id] - weights[best];
        if (ahead > TIE || (ahead > -TIE && id > best)) best = id;
      }
      for (let k = 0; k < count; k++) weights[ids[k]] = 0;
      count = 0;
      return best;
    },
  };
}
