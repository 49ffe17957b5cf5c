import type { Frame, Placement } from "@dragsaw/core/data";
import { stepsOf, triple } from "./frame.ts";
import { interpolations } from "./placement.ts";
import { type Neighbours, neighboursOf } from "./resample_labels.ts";

/** Takes planes of a prediction, and gives back what became of them. */
export interface Restorer<T> {
  /**
   * The next plane along the depth.
   *
   * @param plane `height * width * values`, values fastest; it may be used again afterwards.
   * @throws {RangeError} for one of another size, or one too many.
   */
  push(plane: Float32Array): void;
  /** What was restored, on the stored grid, x fastest. @throws {RangeError} while planes are missing. */
  finish(): T;
}

/** Called for each row along the width of the cropped part, at its stored resolution. */
type Emit = (depth: number, height: number, row: Float32Array) => void;

/** A prediction on the stored grid, x fastest. */
export interface RestoredPrediction {
  /** Class ids. */
  readonly labels: Uint8Array;
  /** Entropy of the softmax / log classes, 0 to 1. */
  readonly uncertainty: Float32Array;
}

/**
 * Class ids from logits or probabilities: these are resampled linearly to the stored grid, then the class with most wins, the
 * first of equals; around the crop all is background. The exact inverse of what preparing did to the place of voxels. One plane
 * of classes is held where slices are mixed, and the labels: memory does not depend on depth times classes.
 */
export function restoreLabels(placement: Placement, classes: number): Restorer<Uint8Array> {
  const { frame } = placement, labels = new Uint8Array(storedVoxels(frame));
  return restorer(placement, classes, labels, writeLabels(frame, classes, labels));
}

/** As {@linkcode restoreLabels}, and how sure each is, from the logits resampled in the same way; around the crop quite sure. */
export function restorePrediction(placement: Placement, classes: number): Restorer<RestoredPrediction> {
  const { frame } = placement, voxels = storedVoxels(frame);
  const result = { labels: new Uint8Array(voxels), uncertainty: new Float32Array(voxels) };
  const label = writeLabels(frame, classes, result.labels);
  const doubt = writeUncertainty(frame, classes, result.uncertainty);
  return restorer(placement, classes, result, (d, h, row) => {
    label(d, h, row);
    doubt(d, h, row);
  });
}

function storedVoxels({ stored }: Frame): number {
  return stored[0] * stored[1] * stored[2];
}

function writeLabels(frame: Frame, classes: number, labels: Uint8Array): Emit {
  const { size } = frame, { first, step } = stepsOf(frame);
  return (d, h, row) => {
    let at = first + d * step[0] + h * step[1];
    for (let w = 0, k = 0; w < size[2]; w++, at += step[2]) {
      let best = 0, most = row[k++];
      for (let c = 1; c < classes; c++, k++) {
        if (row[k] > most) {
          most = row[k];
          best = c;
        }
      }
      labels[at] = best;
    }
  };
}

/** Entropy H = log S - sum(e_c x_c) / S of x relative to its maximum, with e_c = exp x_c and S their sum. */
function writeUncertainty(frame: Frame, classes: number, uncertainty: Float32Array): Emit {
  const { size } = frame, { first, step } = stepsOf(frame), scale = 1 / Math.log(classes);
  return (d, h, row) => {
    let at = first + d * step[0] + h * step[1];
    for (let w = 0, k = 0; w < size[2]; w++, at += step[2], k += classes) {
      let most = row[k], sum = 0, weighted = 0;
      for (let c = 1; c < classes; c++) if (row[k + c] > most) most = row[k + c];
      for (let c = 0; c < classes; c++) {
        const x = row[k + c] - most, e = Math.exp(x);
        sum += e;
        // Below the least float x may be -Infinity, and e is 0 long before
        if (e > 0) weighted += e * x;
      }
      uncertainty[at] = Math.min(1, Math.max(0, (Math.log(sum) - weighted / sum) * scale));
    }
  };
}

/**
 * Values from planes of `values` each, as probabilities or an uncertainty, resampled linearly to the stored grid.
 *
 * @param around What stands around the crop; 0 unless given.
 * @returns A restorer of `values` volumes one after another.
 */
export function restoreValues(placement: Placement, values: number, around = 0): Restorer<Float32Array> {
  const { size } = placement.frame, { first, step } = stepsOf(placement.frame);
  const each = storedVoxels(placement.frame), out = new Float32Array(values * each).fill(around);
  return restorer(placement, values, out, (d, h, row) => {
    let at = first + d * step[0] + h * step[1];
    for (let w = 0, k = 0; w < size[2]; w++, at += step[2]) {
      for (let v = 0; v < values; v++) out[v * each + at] = row[k++];
    }
  });
}

function restorer<T>(placement: Placement, values: number, result: T, emit: Emit): Restorer<T> {
  const { size: from, frame: { size: to } } = placement, along = interpolations(placement, "linear");
  const axes = triple((k) => k).map((k) => neighboursOf(from[k], to[k], along[k]));
  const length = from[1] * from[2] * values, blend = rowBlender(axes, from[2], values, emit);
  // Slices that are not mixed need not be kept
  const mixed = axes[0].weight.some((weight) => weight > 0);
  const before = new Float32Array(mixed ? length : 0);
  let planes = 0, done = 0;
  return {
    push(plane) {
      if (planes === from[0] || plane.length !== length) {
        throw new RangeError(
          `Cannot restore plane ${planes}: expected ${
            from[0]
          } planes of ${length} values, found one of ${plane.length}`,
        );
      }
      for (; done < to[0] && axes[0].after[done] <= planes; done++) {
        blend(done, axes[0].before[done] === planes ? plane : before, plane);
      }
      if (mixed) before.set(plane);
      planes++;
    },
    finish() {
      if (planes === from[0]) return result;
      throw new RangeError(`Cannot restore the prediction: expected ${from[0]} planes, found ${planes}`);
    },
  };
}

/** Blends the rows of a plane of the result out of the four around each, then the voxels of each row; what is 0 is not added. */
function rowBlender([ds, hs, ws]: readonly Neighbours[], width: number, values: number, emit: Emit) {
  const length = width * values, mixed = new Float32Array(length);
  const row = new Float32Array(ws.before.length * values);
  const asItIs = ws.before.length === width && ws.before.every((at, w) => at === w && ws.weight[w] === 0);
  return (d: number, before: Float32Array, after: Float32Array): void => {
    const td = ds.weight[d];
    for (let h = 0; h < hs.before.length; h++) {
      const th = hs.weight[h], a = hs.before[h] * length, b = hs.after[h] * length;
      const one = td === 0 && th === 0;
      if (!one) blendRows(mixed, before, after, [a, b], [td, th]);
      const line = one ? before.subarray(a, a + length) : mixed;
      if (!asItIs) blendVoxels(row, line, ws, values);
      emit(d, h, asItIs ? line : row);
    }
  };
}

function blendRows(
  out: Float32Array,
  before: Float32Array,
  after: Float32Array,
  [a, b]: readonly [number, number],
  [td, th]: readonly [number, number],
): void {
  const p = (1 - td) * (1 - th), q = (1 - td) * th, r = td * (1 - th), s = td * th;
  for (let i = 0; i < out.length; i++) {
    out[i] = p * before[a + i] + q * before[b + i] + r * after[a + i] + s * after[b + i];
  }
}

function blendVoxels(
  row: Float32Array,
  line: Float32Array,
  { before, after, weight }: Neighbours,
  values: number,
): void {
  for (let w = 0, k = 0; w < before.length; w++) {
    const t = weight[w], u = before[w] * values, v = after[w] * values;
    for (let c = 0; c < values; c++) row[k++] = line[u + c] + t * (line[v + c] - line[u + c]);
  }
}
