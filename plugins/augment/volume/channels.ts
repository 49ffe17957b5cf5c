import type { PatchImage } from "@dragsaw/core/data";

/** The voxels of one channel of a patch, to be changed in place. */
export function channelOf({ data, channels }: PatchImage, c: number): Float32Array {
  const each = data.length / channels;
  return data.subarray(c * each, (c + 1) * each);
}

/** Least and greatest value. */
export function rangeOf(data: Float32Array): [number, number] {
  let low = Infinity, high = -Infinity;
  for (let i = 0; i < data.length; i++) {
    if (data[i] < low) low = data[i];
    if (data[i] > high) high = data[i];
  }
  return [low, high];
}

/** Mean, and deviation with n - 1, as PyTorch's. */
export function momentsOf(data: Float32Array): { mean: number; deviation: number } {
  let sum = 0, squares = 0;
  for (let i = 0; i < data.length; i++) sum += data[i];
  const mean = sum / data.length;
  for (let i = 0; i < data.length; i++) squares += (data[i] - mean) * (data[i] - mean);
  return { mean, deviation: Math.sqrt(squares / Math.max(1, data.length - 1)) };
}
