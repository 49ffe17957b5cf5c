import type { Voxels } from "@dragsaw/core/volume";
import type { Frame } from "@dragsaw/core/data";
import { stepsOf, volumeOf } from "./frame.ts";

/**
 * Voxels of a frame's part, depth slowest and width fastest.
 *
 * @param voxels One channel of the file.
 */
export function gather(voxels: Voxels, frame: Frame): Float32Array {
  const out = new Float32Array(volumeOf(frame.size));
  if (voxels instanceof BigInt64Array || voxels instanceof BigUint64Array) {
    walk(frame, (i, at) => out[i] = Number(voxels[at]));
  } else move(voxels, frame, out);
  return out;
}

/** As {@linkcode gather}, of class ids. */
export function gatherLabels(voxels: Uint8Array, frame: Frame): Uint8Array {
  const out = new Uint8Array(volumeOf(frame.size));
  move(voxels, frame, out);
  return out;
}

/** One loop for all types that hold numbers. */
function move(
  voxels: Exclude<Voxels, BigInt64Array | BigUint64Array>,
  frame: Frame,
  out: Float32Array | Uint8Array,
): void {
  const { first, step } = stepsOf(frame), [depth, height, width] = frame.size;
  let i = 0;
  for (let d = 0; d < depth; d++) {
    for (let h = 0; h < height; h++) {
      let at = first + d * step[0] + h * step[1];
      for (let w = 0; w < width; w++, at += step[2]) out[i++] = voxels[at];
    }
  }
}

/** Calls `visit` for every voxel of the frame's part: its number there, and its index in the file. */
export function walk(frame: Frame, visit: (i: number, at: number) => void): void {
  const { first, step } = stepsOf(frame), [depth, height, width] = frame.size;
  let i = 0;
  for (let d = 0; d < depth; d++) {
    for (let h = 0; h < height; h++) {
      let at = first + d * step[0] + h * step[1];
      for (let w = 0; w < width; w++, at += step[2]) visit(i++, at);
    }
  }
}
