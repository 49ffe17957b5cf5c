import { geometry, toCanonical, type Triple, type Volume } from "@dragsaw/core/volume";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { frameOf } from "./frame.ts";
import { gather } from "./gather.ts";
import { channelsOf } from "./nonzero.ts";

const ORDERS: readonly Triple[] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

/** A volume whose x, y and z run along the axes of the world that `axes` names, mirrored or not. */
function volumeAlong(size: Triple, axes: Triple, flipped: readonly boolean[]): Volume {
  const affine = new Array<number>(12).fill(0);
  axes.forEach((world, axis) => affine[4 * world + axis] = (flipped[axis] ? -1 : 1) * (axis + 1));
  const data = Int16Array.from({ length: size[0] * size[1] * size[2] }, (_, i) => i);
  return { ...geometry(size, affine), channels: 1, data };
}

Deno.test("gather() of a whole frame is the canonical volume, its depth up", () => {
  const side = fc.integer({ min: 1, max: 5 });
  const volumes = fc.tuple(
    fc.tuple(side, side, side),
    fc.constantFrom(...ORDERS),
    fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  ).map(([size, axes, flipped]) => volumeAlong(size, axes, flipped));
  fc.assert(fc.property(volumes, (volume) => {
    const frame = frameOf(volume, [0, 1, 2]), canonical = toCanonical(volume);
    assertEquals(gather(volume.data, frame), Float32Array.from(canonical.data as Int16Array));
    assertEquals([frame.size, frame.spacing], [canonical.size.toReversed(), canonical.spacing.toReversed()]);
  }));
});

Deno.test("frameOf() puts the axes in order, and gather() turns the voxels along", () => {
  const volume = volumeAlong([2, 3, 4], [0, 1, 2], [false, false, false]);
  const frame = frameOf(volume, [2, 0, 1]);
  assertEquals([frame.size, frame.spacing, frame.axes], [[2, 4, 3], [1, 3, 2], [0, 2, 1]]);
  const values = gather(volume.data, frame);
  // Depth to the right, height up, width to the front
  assertEquals([...values.subarray(0, 4)], [0, 2, 4, 6]);
  assertEquals(values[12], 1);
});

Deno.test("gather() reads 64-bit integers and parts of a frame", () => {
  const volume = volumeAlong([3, 3, 1], [0, 1, 2], [true, false, false]);
  const frame = { ...frameOf(volume, [0, 1, 2]), from: [0, 1, 1] as Triple, size: [1, 2, 2] as Triple };
  assertEquals([...gather(volume.data, frame)], [4, 3, 7, 6]);
  assertEquals([...gather(BigInt64Array.from([...volume.data].map(BigInt)), frame)], [4, 3, 7, 6]);
});

Deno.test("channelsOf() lists channels of all images", () => {
  const one = volumeAlong([2, 1, 1], [0, 1, 2], [false, false, false]);
  const two: Volume = { ...one, channels: 2, data: Uint8Array.of(5, 6, 7, 8) };
  assertEquals(channelsOf([one, two]).map((voxels) => [...voxels].map(Number)), [[0, 1], [5, 6], [7, 8]]);
});
