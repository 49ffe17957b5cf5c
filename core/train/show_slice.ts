import type { Raster } from "../data/sample.ts";
import type { Volume, Voxels } from "../volume/volume.ts";
import type { Shown } from "./evaluate_cases.ts";

/** Share of a slice's values that are shown as black, and as white. */
const CLIPPED = .01;

/** What is known of a volume's voxels, x fastest. */
interface Known {
  readonly labels: Uint8Array;
  readonly truth: Uint8Array;
  readonly uncertainty: Float32Array;
}

/**
 * The slice across z of a volume, of its first channel, that has the most foreground in the truth (or else in the prediction, or
 * lies in the middle), as a picture whose first row is at the front.
 */
export function showSlice(volume: Volume, { labels, truth, uncertainty }: Known): Shown {
  const [width, height, slices] = volume.size,
    z = fullest(truth, slices) ?? fullest(labels, slices) ?? slices >> 1;
  const cut = <T extends Voxels>(data: T): T => turned(data, z, width, height);
  const prediction = cut(labels);
  return {
    image: grey(cut(volume.data), width, height),
    prediction,
    truth: cut(truth),
    probability: Float32Array.from(prediction, (label) => Math.min(1, label)),
    uncertainty: { prediction: cut(uncertainty) },
  };
}

/** The slice with the most foreground; undefined when none has any. */
function fullest(labels: Uint8Array, slices: number): number | undefined {
  const each = labels.length / slices;
  let most = 0, found: number | undefined;
  for (let z = 0; z < slices; z++) {
    let count = 0;
    for (let i = z * each; i < (z + 1) * each; i++) if (labels[i] > 0) count++;
    if (count > most) [most, found] = [count, z];
  }
  return found;
}

/** Slice `z` with its rows in reverse: y rises to the front. */
function turned<T extends Voxels>(data: T, z: number, width: number, height: number): T {
  const out = data.slice(z * width * height, (z + 1) * width * height) as T;
  for (let y = 0; y < height; y++) {
    const row = data.subarray((z * height + y) * width, (z * height + y + 1) * width);
    (out as Uint8Array).set(row as Uint8Array, (height - 1 - y) * width);
  }
  return out;
}

/** Values as grey, all but the least and the greatest spread over black to white. */
function grey(values: Voxels, width: number, height: number): Raster {
  const numbers = Float64Array.from(values as Float64Array, Number), sorted = numbers.toSorted();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const low = at(CLIPPED), range = at(1 - CLIPPED) - low || 1;
  const data = Uint8Array.from(
    numbers,
    (value) => Math.round(255 * Math.min(1, Math.max(0, (value - low) / range))),
  );
  return { width, height, channels: 1, data };
}
