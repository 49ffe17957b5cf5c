import { tf } from "../../../tensor/tf.ts";
import type { Tensor4D, Tensor5D } from "../../../tensor/tf.ts";
import type { Triple } from "../../../volume/volume.ts";
import type { PreparedImage } from "../cut_patch.ts";
import type { LogitsOf } from "../logits_of.ts";

/** What {@linkcode segmentWhole} is given. */
export interface WholeOptions {
  readonly patch: Triple;
  readonly classes: number;
  readonly mirror: readonly number[];
}

/**
 * nnU-Net's sliding window in its plainest form: the volume padded, every sum and weight of the whole of it kept in float64, steps
 * and weights from its formulas. @returns `[d, h, w, classes]`.
 */
export async function segmentWhole(
  networks: readonly LogitsOf[],
  { size, channels, image }: PreparedImage,
  { patch, classes, mirror }: WholeOptions,
): Promise<number[]> {
  const padded = size.map((side, k) => Math.max(side, patch[k]));
  const before = size.map((side, k) => Math.floor((padded[k] - side) / 2));
  const whole = tf.tidy(() => {
    const x = tf.transpose<Tensor4D>(tf.tensor4d(image, [channels, ...size]), [1, 2, 3, 0]);
    const pads = size.map((side, k): [number, number] => [before[k], padded[k] - side - before[k]]);
    return tf.pad(x, [...pads, [0, 0]]);
  });
  const turns = [[], [1], [2], [3], [1, 2], [1, 3], [2, 3], [1, 2, 3]]
    .filter((turn) => turn.every((axis) => mirror.includes(axis - 1)));
  const sums = new Float64Array(padded[0] * padded[1] * padded[2] * classes), weights = sums.slice();
  for (const place of places(padded, patch)) {
    const logits = await meanLogits(networks, whole, place, { patch, turns, channels });
    logits.forEach((value, i) => {
      const [d, h, w, c] = indices(i, [...patch, classes]);
      const share = gaussian(d, patch[0]) * gaussian(h, patch[1]) * gaussian(w, patch[2]);
      const at = (((place[0] + d) * padded[1] + place[1] + h) * padded[2] + place[2] + w) * classes + c;
      sums[at] += share * value;
      weights[at] += share;
    });
  }
  whole.dispose();
  return Array.from({ length: size[0] * size[1] * size[2] * classes }, (_, i) => {
    const [d, h, w, c] = indices(i, [...size, classes]);
    const row = (d + before[0]) * padded[1] + h + before[1];
    const at = (row * padded[2] + w + before[2]) * classes + c;
    return sums[at] / weights[at];
  });
}

/** `compute_steps_for_sliding_window` with a step of half a patch. */
function places(padded: readonly number[], patch: Triple): number[][] {
  const [zs, ys, xs] = padded.map((side, k) => {
    const count = Math.ceil((side - patch[k]) / (patch[k] * .5)) + 1;
    const step = (side - patch[k]) / (count - 1 || 1);
    return Array.from({ length: count }, (_, i) => round(i * step));
  });
  return zs.flatMap((z) => ys.flatMap((y) => xs.map((x) => [z, y, x])));
}

/** As numpy rounds: of two equally near, to the even one. */
function round(value: number): number {
  return Math.abs(value % 1) === .5 ? 2 * Math.round(value / 2) : Math.round(value);
}

/** `compute_gaussian`: a point in the middle, blurred with an eighth of the side, in parts of its maximum. */
function gaussian(i: number, side: number): number {
  return Math.exp(-((i - Math.floor(side / 2)) ** 2) / (2 * (side / 8) ** 2));
}

interface Turns {
  readonly patch: Triple;
  readonly turns: readonly number[][];
  readonly channels: number;
}

async function meanLogits(
  networks: readonly LogitsOf[],
  whole: Tensor4D,
  place: readonly number[],
  { patch, turns, channels }: Turns,
): Promise<Float64Array> {
  let mean = new Float64Array(0);
  for (const turn of turns) {
    for (const network of networks) {
      const cut = tf.tidy(() =>
        tf.reverse(whole.slice([...place, 0], [...patch, channels]).expandDims<Tensor5D>(0), turn)
      );
      const logits = await network(cut), values = tf.tidy(() => tf.reverse(logits, turn).dataSync());
      tf.dispose([cut, logits]);
      if (mean.length === 0) mean = new Float64Array(values.length);
      values.forEach((value, i) => mean[i] += value / turns.length / networks.length);
    }
  }
  return mean;
}

function indices(i: number, sides: readonly number[]): number[] {
  const found: number[] = [];
  for (const side of sides.toReversed()) {
    found.unshift(i % side);
    i = Math.floor(i / side);
  }
  return found;
}
