import { IDENTITY3, stream, type VolumeTransform } from "@dragsaw/core/data";
import { createRegistry, type Spec } from "@dragsaw/core/registry";
import { assertClose, volumeTransformSuite } from "@dragsaw/core/testing";
import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import plugin from "../mod.ts";
import { blurVolume } from "./blur.ts";
import { channelOf, momentsOf, rangeOf } from "./channels.ts";
import { stretch } from "./contrast.ts";
import { bend } from "./gamma.ts";
import { coarsen } from "./low_resolution.ts";
import { inOrder, NNUNET_3D } from "./nnunet.ts";
import { rotation } from "./rotate.ts";

const registry = createRegistry([plugin]);

function build(spec: Spec): VolumeTransform {
  return registry.build("transform", spec, { axes: 3 }) as VolumeTransform;
}

for (const type of ["rotate-3d", "scale-3d", "noise-3d", "brightness-3d", "contrast-3d", "gamma-3d"]) {
  volumeTransformSuite({ name: type, build: (acts) => build({ type, probability: acts ? 1 : 0 }) });
}
for (const type of ["blur-3d", "low-resolution-3d"]) {
  volumeTransformSuite({
    name: type,
    build: (acts) => build({ type, probability: acts ? 1 : 0, channelProbability: 1 }),
  });
}
volumeTransformSuite({
  name: "mirror-3d",
  build: (acts) => build({ type: "mirror-3d", ...!acts && { depth: 0, height: 0, width: 0 } }),
});
volumeTransformSuite({
  name: "nnunet-3d",
  build: (acts) =>
    acts ? build({ type: "nnunet-3d" }) : inOrder("nnunet-3d", [build({ type: "noise-3d", probability: 0 })]),
});

/** [4, 5, 6] voxels, and every thirteenth of what became of them. */
const stairs = () => Float32Array.from({ length: 120 }, (_, i) => (i * 7 + 3) % 11 - i / 40);
const some = (data: Float32Array) => data.filter((_, i) => i % 13 === 0);

Deno.test("blurVolume() gives PyTorch's numbers: Gaussian of about 6 deviations, mirrored at the border", () => {
  const data = stairs();
  blurVolume(data, [4, 5, 6], [.5, .75, .9]);
  assertClose(some(data), [
    5.069948,
    4.84875,
    4.128971,
    3.902096,
    3.364822,
    3.506066,
    4.158424,
    2.006715,
    2.489032,
    2.937781,
  ], 1e-5);
});

Deno.test("coarsen() gives PyTorch's numbers: nearest-exact down, trilinear up", () => {
  const data = stairs();
  coarsen(data, [4, 5, 6], [.6, .6, .6]);
  assertClose(some(data), [
    3.25,
    .425,
    7.929167,
    4.000833,
    4.32,
    5.5,
    3.345,
    5.225,
    1.729167,
    3.9125,
  ], 1e-5);
  const kept = stairs();
  coarsen(kept, [4, 5, 6], [1, 1, .95]);
  assertEquals(kept, stairs());
});

Deno.test("stretch() keeps mean and range of what it does not cut", () => {
  const data = stairs(), { mean } = momentsOf(data), range = rangeOf(data);
  stretch(data, .75);
  assertAlmostEquals(momentsOf(data).mean, mean, 1e-5);
  assertAlmostEquals(momentsOf(data).deviation, .75 * momentsOf(stairs()).deviation, 1e-5);
  stretch(data, 100);
  assert(rangeOf(data)[0] >= range[0] && rangeOf(data)[1] <= range[1]);
});

Deno.test("bend() is the power of the values between their least and greatest", () => {
  for (const inverted of [false, true]) {
    for (const power of [.7, 1.5]) {
      const data = stairs(), [low, high] = rangeOf(data), range = high - low;
      const wanted = data.map((x) =>
        inverted ? high - range * ((high - x) / range) ** power : low + range * ((x - low) / range) ** power
      );
      bend(data, power, { inverted, keepStatistics: false });
      assertClose(data, wanted, 0, 1e-3 * range);
      const kept = stairs(), { mean, deviation } = momentsOf(kept);
      bend(kept, power, { inverted, keepStatistics: true });
      assertAlmostEquals(momentsOf(kept).mean, mean, 1e-4);
      assertAlmostEquals(momentsOf(kept).deviation, deviation, 1e-4);
    }
  }
});

Deno.test("rotate-3d and scale-3d stay within the slices of flat patches", () => {
  const rotate = build({ type: "rotate-3d", probability: 1 }),
    scale = build({ type: "scale-3d", probability: 1 });
  const flat = rotate.draw(stream(1), [4, 20, 20], 1).map!;
  assertEquals([flat[0], flat[1], flat[2], flat[3], flat[6]], [1, 0, 0, 0, 0]);
  assertEquals(scale.draw(stream(1), [4, 20, 20], 1).map![0], 1);
  assertEquals(scale.draw(stream(1), [10, 20, 20], 1).map![0] === 1, false);
  const angles = Array.from(
    { length: 200 },
    (_, seed) => rotate.draw(stream(seed), [4, 20, 20], 1).drawn!.angles as number[],
  );
  assert(Math.max(...angles.map(([depth]) => depth)) > 150);
  const round = Array.from(
    { length: 200 },
    (_, seed) => rotate.draw(stream(seed), [10, 20, 20], 1).drawn!.angles,
  );
  assert(Math.max(...(round as number[][]).flat()) <= 30);
});

Deno.test("rotation() turns about its axis, exactly for quarter turns", () => {
  assertEquals(rotation(0, 90), [1, 0, 0, 0, 0, -1, 0, 1, 0]);
  assertEquals(rotation(1, 0).map((x) => x + 0), [...IDENTITY3]);
  assertAlmostEquals(rotation(2, 30)[3], .5, 1e-12);
});

Deno.test("brightness-3d, noise-3d and gamma-3d draw anew for each channel what nnU-Net does", () => {
  const { voxels } = build({ type: "brightness-3d", probability: 1 }).draw(stream(5), [2, 2, 2], 2);
  const image = { data: new Float32Array(16).fill(1), size: [2, 2, 2] as const, channels: 2 };
  voxels!(image);
  const [a, b] = [channelOf(image, 0), channelOf(image, 1)];
  assert(a.every((x) => x === a[0]) && b.every((x) => x === b[0]) && a[0] !== b[0]);
  assert(a[0] >= .75 && a[0] <= 1.25);
});

Deno.test("nnunet-3d acts as often as nnU-Net does", () => {
  const parts = NNUNET_3D.map(build), count = 4000;
  const acted = parts.map((part) =>
    Array.from({ length: count }, (_, seed) => part.draw(stream(part.name, seed), [40, 56, 40], 1))
      .filter(({ map, voxels }) => map || voxels).length / count
  );
  [.2, .2, .1, .2, .15, .15, .25, .1, .3, .875].forEach((wanted, i) =>
    assertLess(Math.abs(acted[i] - wanted), .025, NNUNET_3D[i].type)
  );
});
