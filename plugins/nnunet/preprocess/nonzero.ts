import type { Frame } from "@dragsaw/core/data";
import type { Triple, Volume, Voxels } from "@dragsaw/core/volume";
import { triple } from "./frame.ts";
import { gather } from "./gather.ts";

/** Voxels of each channel of the images, one after another. */
export function channelsOf(images: readonly Volume[]): Voxels[] {
  return images.flatMap(({ data, channels }) => {
    const each = data.length / channels;
    return Array.from({ length: channels }, (_, c) => data.subarray(c * each, (c + 1) * each) as Voxels);
  });
}

/** The smallest part of a frame outside of which every channel is 0; all of it where there is nothing else. */
export function cropToNonzero(frame: Frame, channels: readonly Voxels[]): Frame {
  const [nx, ny, nz] = frame.stored, low = [nx, ny, nz], high = [-1, -1, -1];
  for (const data of channels) {
    for (let z = 0, row = 0; z < nz; z++) {
      for (let y = 0; y < ny; y++, row += nx) {
        let first = 0, last = nx - 1;
        while (first <= last && Number(data[row + first]) === 0) first++;
        if (first > last) continue;
        while (Number(data[row + last]) === 0) last--;
        extend(low, high, [first, y, z]);
        extend(low, high, [last, y, z]);
      }
    }
  }
  if (high[0] < 0) return frame;
  const { axes, flipped, stored } = frame;
  return {
    ...frame,
    from: triple((k) => flipped[k] ? stored[axes[k]] - 1 - high[axes[k]] : low[axes[k]]),
    size: triple((k) => high[axes[k]] - low[axes[k]] + 1),
  };
}

function extend(low: number[], high: number[], place: Triple): void {
  for (let axis = 0; axis < 3; axis++) {
    if (place[axis] < low[axis]) low[axis] = place[axis];
    if (place[axis] > high[axis]) high[axis] = place[axis];
  }
}

/** 1 where any channel is not 0 and in the holes of that, which belong to the body; 0 around it. */
export function bodyMask(frame: Frame, channels: readonly Voxels[]): Uint8Array {
  const mask = new Uint8Array(frame.size[0] * frame.size[1] * frame.size[2]);
  for (const channel of channels) {
    const values = gather(channel, frame);
    for (let i = 0; i < mask.length; i++) if (values[i] !== 0) mask[i] = 1;
  }
  return fillHoles(mask, frame.size);
}

/** Fills what the border cannot reach through the faces of empty voxels. Changes the mask, and returns it. */
export function fillHoles(mask: Uint8Array, size: Triple): Uint8Array {
  const [depth, height, width] = size, plane = height * width;
  const OUTSIDE = 2;
  let stack = new Uint32Array(1024), count = 0;
  const reach = (i: number) => {
    if (mask[i] !== 0) return;
    mask[i] = OUTSIDE;
    if (count === stack.length) {
      const grown = new Uint32Array(2 * count);
      grown.set(stack);
      stack = grown;
    }
    stack[count++] = i;
  };
  for (let d = 0, i = 0; d < depth; d++) {
    for (let h = 0; h < height; h++) {
      const edge = d === 0 || d === depth - 1 || h === 0 || h === height - 1;
      for (let w = 0; w < width; w++, i++) if (edge || w === 0 || w === width - 1) reach(i);
    }
  }
  while (count > 0) {
    const i = stack[--count], w = i % width, h = (i - w) / width % height, d = Math.floor(i / plane);
    if (w > 0) reach(i - 1);
    if (w < width - 1) reach(i + 1);
    if (h > 0) reach(i - width);
    if (h < height - 1) reach(i + width);
    if (d > 0) reach(i - plane);
    if (d < depth - 1) reach(i + plane);
  }
  for (let i = 0; i < mask.length; i++) mask[i] = mask[i] === OUTSIDE ? 0 : 1;
  return mask;
}
