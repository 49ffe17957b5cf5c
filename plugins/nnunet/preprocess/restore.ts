import { triple } from "./frame.ts";
import { stepsOf } from "./frame.ts";
import { interpolations, type Placement } from "./placement.ts";
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

/**
 * Class ids from logits or probabilities: these are resampled linearly to the stored grid, then the class with most wins, the
 * first of equals; around the crop all is background. The exact inverse of what preparing did to the place of voxels. One plane
 * of classes is held, and the labels: memory does not depend on depth times classes.
 */
export function restoreLabels(placement: Placement, classes: number): Restorer<Uint8Array> {
  const { stored, size } = placement.frame, { first, step } = stepsOf(placement.frame);
  const labels = new Uint8Array(stored[0] * stored[1] * stored[2]);
  return restorer(placement, classes, labels, (d, h, row) => {
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
  });
}

/**
 * Values from planes of `values` each, as probabilities or an uncertainty, resampled linearly to the stored grid.
 *
 * @param around What stands around the crop; 0 unless given.
 * @returns A restorer of `values` volumes one after another.
 */
export function restoreValues(placement: Placement, values: number, around = 0): Restorer<Float32Array> {
  const { stored, size } = placement.frame, { first, step } = stepsOf(placement.frame);
  const each = stored[0] * stored[1] * stored[2], out = new Float32Array(values * each).fill(around);
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
  let before = new Float32Array(length), newest = new Float32Array(length), planes = 0, done = 0;
  return {
    push(plane) {
      if (planes === from[0] || plane.length !== length) {
        throw new RangeError(
          `Cannot restore plane ${planes}: expected ${
            from[0]
          } planes of ${length} values, found one of ${plane.length}`,
        );
      }
      [before, newest] = [newest, before];
      newest.set(plane);
      const held = (at: number) => at === planes ? newest : before;
      for (; done < to[0] && axes[0].after[done] <= planes; done++) {
        blend(done, held(axes[0].before[done]), held(axes[0].after[done]));
      }
      planes++;
    },
    finish() {
      if (planes === from[0]) return result;
      throw new RangeError(`Cannot restore the prediction: expected ${from[0]} planes, found ${planes}`);
    },
  };
}

/** Blends the rows of a plane of the result out of the four around each, then the voxels of each row. */
function rowBlender([ds, hs, ws]: readonly Neighbours[], width: number, values: number, emit: Emit) {
  const mixed = new Float32Array(width * values), row = new Float32Array(ws.before.length * values);
  return (d: number, before: Float32Array, after: Float32Array): void => {
    const td = ds.weight[d];
    for (let h = 0; h < hs.before.length; h++) {
      const th = hs.weight[h], a = hs.before[h] * width * values, b = hs.after[h] * width * values;
      const p = (1 - td) * (1 - th), q = (1 - td) * th, r = td * (1 - th), s = td * th;
      for (let i = 0; i < mixed.length; i++) {
        mixed[i] = p * before[a + i] + q * before[b + i] + r * after[a + i] + s * after[b + i];
      }
      for (let w = 0, k = 0; w < ws.before.length; w++) {
        const t = ws.weight[w], u = ws.before[w] * values, v = ws.after[w] * values;
        for (let c = 0; c < values; c++) row[k++] = mixed[u + c] + t * (mixed[v + c] - mixed[u + c]);
      }
      emit(d, h, row);
    }
  };
}
