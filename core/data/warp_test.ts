import { assertAlmostEquals, assertEquals } from "@std/assert";
import { invert } from "./affine.ts";
import { stream } from "./random.ts";
import { resample } from "./resample.ts";
import type { LabelMap, Raster } from "./sample.ts";
import type { Affine, Displacement } from "./transform.ts";
import { affineOf, routeOf, warp, warpLabels } from "./warp.ts";

const random = stream("warp");
const bytes = (n: number, top: number) => Uint8Array.from({ length: n }, () => random.integer(top));
const image: Raster = { width: 23, height: 17, channels: 3, data: bytes(23 * 17 * 3, 256) };
const labels: LabelMap = { width: 23, height: 17, data: bytes(23 * 17, 5) };
const SIZE = [12, 19] as const;
const turn: Affine = [0.8, -0.6, 1.5, 0.6, 0.8, -2], mirror: Affine = [-1, 0, 0, 0, 1, 0];

/** The same shift everywhere. */
function shift(right: number, down: number): Displacement {
  const nodes = (value: number) => new Float32Array(12).fill(value);
  return { rows: 3, columns: 4, step: 5, right: nodes(right), down: nodes(down) };
}

Deno.test("warp() without a displacement is resample()", () => {
  const route = routeOf([{ affine: turn }, {}, { affine: mirror }]);
  const map = affineOf(route)!, found = warp(image, labels, SIZE, route);
  const wanted = resample(image, labels, SIZE, map);
  found.image.forEach((value, i) => assertAlmostEquals(value, wanted.image[i], 1e-3));
  assertEquals(found.labels, wanted.labels);
  assertEquals(warpLabels(labels, SIZE, route), wanted.labels);
});

Deno.test("warp() by the same shift everywhere is a translation, at its place among the maps", () => {
  const move = { affine: [1, 0, 2.25, 0, 1, -1.5] as const }, bend = { displacement: shift(2.25, -1.5) };
  for (
    const [a, b] of [[{ affine: turn }, {}], [{}, { affine: turn }], [{ affine: turn }, { affine: mirror }]]
  ) {
    const found = warp(image, labels, SIZE, routeOf([a, bend, b]));
    const wanted = warp(image, labels, SIZE, routeOf([a, move, b]));
    assertEquals(affineOf(routeOf([a, bend, b])), undefined);
    found.image.forEach((value, i) => assertAlmostEquals(value, wanted.image[i], 1e-3));
    assertEquals(found.labels, wanted.labels);
  }
});

Deno.test("warp() reads nodes about the centre, linearly between them and as at the border beyond", () => {
  const ramp = { width: 8, height: 1, channels: 1, data: Uint8Array.from({ length: 8 }, (_, i) => 10 * i) };
  const right = Float32Array.of(0, 1, 2); // at x = -2, 0 and 2 from the centre
  const field = { rows: 1, columns: 3, step: 2, right, down: new Float32Array(3) };
  const found = warp(ramp, undefined, [1, 8], [field]).image;
  // Centres of pixels lie at -3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5
  [0, 10, 22.5, 37.5, 52.5, 67.5, 0, 0].forEach((value, i) => assertAlmostEquals(found[i], value, 1e-4));
});

Deno.test("routeOf() leads back from the output: the last draw comes first", () => {
  const field = shift(1, 0);
  assertEquals(routeOf([{ affine: turn }, { displacement: field }, { affine: mirror }]), [
    mirror,
    field,
    turn,
  ]);
  assertEquals(routeOf([{ affine: turn, displacement: field }]), [field, turn]);
  assertEquals(routeOf([{}, {}]), []);
  const there = routeOf([{ affine: turn }, { affine: invert(turn) }]);
  [1, 0, 0, 0, 1, 0].forEach((value, i) => assertAlmostEquals(affineOf(there)![i], value, 1e-12));
});
