import type { Placement } from "@dragsaw/core/data";
import { geometry, type Triple } from "@dragsaw/core/volume";
import { assert, assertAlmostEquals, assertEquals, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import { frameOf, triple, volumeOf } from "./frame.ts";
import { gatherLabels } from "./gather.ts";
import { placementOf } from "./placement.ts";
import { resample } from "./resample.ts";
import { resampleLabels } from "./resample_labels.ts";
import { restoreLabels, restorePrediction, type Restorer, restoreValues } from "./restore.ts";

/** y to the right, x up, z to the front, one of them mirrored. */
const TURNED = [0, 1, 0, 0, 0, 0, -2, 0, 3, 0, 0, 0];
const whole = (size: Triple, affine = TURNED) => frameOf(geometry(size, affine), [1, 2, 0]);

function feed<T>(restorer: Restorer<T>, data: Float32Array, planes: number): T {
  const each = data.length / planes;
  for (let d = 0; d < planes; d++) restorer.push(data.subarray(d * each, (d + 1) * each));
  return restorer.finish();
}

/** Indicators, values fastest. */
function oneHot(labels: Uint8Array, classes: number): Float32Array {
  return Float32Array.from({ length: labels.length * classes }, (_, i) => {
    return labels[Math.floor(i / classes)] === i % classes ? 1 : 0;
  });
}

Deno.test("restoreLabels() gives back every voxel where nothing was resampled, and background around the crop", () => {
  const side = fc.integer({ min: 1, max: 5 }), seeds = fc.nat();
  fc.assert(fc.property(fc.tuple(side, side, side), seeds, (size, seed) => {
    const stored = Uint8Array.from({ length: volumeOf(size) }, (_, i) => (i * 7 + seed) % 5 % 3);
    const all = whole(size), from = triple((k) => Math.floor(all.size[k] / 3));
    const frame = { ...all, from, size: triple((k) => all.size[k] - from[k]) };
    const placement: Placement = { frame, size: frame.size };
    const restored = feed(restoreLabels(placement, 3), oneHot(gatherLabels(stored, frame), 3), frame.size[0]);
    assertEquals(gatherLabels(restored, frame), gatherLabels(stored, frame));
    const kept = new Set<number>();
    const indices = Uint8Array.from({ length: stored.length }, (_, i) => i);
    gatherLabels(indices, frame).forEach((at) => kept.add(at));
    assert(restored.every((id, at) => kept.has(at) || id === 0));
  }));
});

Deno.test("restoreLabels() is the linear resampling of each class, then the class with most", () => {
  const frame = whole([6, 7, 4]), size: Triple = [9, 5, 6], classes = 3;
  const placement: Placement = { frame, size };
  const planes = volumeOf(size),
    logits = Float32Array.from(
      { length: planes * classes },
      (_, i) => Math.sin(i * i),
    );
  const each = Array.from({ length: classes }, (_, c) => {
    const one = Float32Array.from({ length: planes }, (_, i) => logits[i * classes + c]);
    return resample(one, size, frame.size, { interpolation: ["linear", "linear", "linear"] });
  });
  const expected = Uint8Array.from(each[0], (_, i) => {
    const values = each.map((one) => one[i]);
    return values.indexOf(Math.max(...values));
  });
  const restored = feed(restoreLabels(placement, classes), logits, size[0]);
  assertEquals(gatherLabels(restored, frame), expected);
});

Deno.test("restoreLabels() undoes a finer grid, and slices far apart are not mixed", () => {
  const affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 5, 0],
    frame = frameOf(geometry([9, 8, 4], affine), [0, 1, 2]);
  const stored = Uint8Array.from({ length: 288 }, (_, i) => {
    const x = i % 9, y = Math.floor(i / 9) % 8;
    return (x - 4) ** 2 + (y - 4) ** 2 < 8 ? Math.floor(i / 72) % 3 : 0;
  });
  const placement = placementOf(frame, [2.5, .5, .5]);
  assertEquals([placement.size, placement.through], [[8, 16, 18], 0]);
  const labels = resampleLabels(stored, frame.size, placement.size, ["nearest", "linear", "linear"]);
  const back = feed(restoreLabels(placement, 3), oneHot(labels, 3), 8);
  assertLess(back.filter((id, i) => id !== stored[i]).length, 1);
});

Deno.test("restoreValues() gives volumes one after another, with what stands around", () => {
  const all = whole([3, 2, 2]);
  const frame = {
    ...all,
    from: [1, 0, 0] as Triple,
    size: [all.size[0] - 1, all.size[1], all.size[2]] as Triple,
  };
  const count = volumeOf(frame.size), placement: Placement = { frame, size: frame.size };
  const pairs = Float32Array.from({ length: 2 * count }, (_, i) => i % 2 === 0 ? 1 + i : -1 - i);
  const out = feed(restoreValues(placement, 2, 99), pairs, frame.size[0]);
  const first = out.subarray(0, 12), second = out.subarray(12);
  assertEquals(first.filter((value) => value === 99).length, 12 - count);
  first.forEach((value, i) => assertEquals(second[i], value === 99 ? 99 : -1 - value));
});

Deno.test("restorePrediction() gives the labels, and the entropy of the softmax of the resampled logits", () => {
  const all = whole([6, 7, 5]), inner: Triple = [4, 5, 6], size: Triple = [9, 5, 6], classes = 3;
  const frame = { ...all, from: [1, 1, 0] as Triple, size: inner }, placement: Placement = { frame, size };
  // Far apart too: exp() neither overflows nor leaves NaN
  const scales = [1, 5, 400];
  const logits = Float32Array.from(
    { length: volumeOf(size) * classes },
    (_, i) => scales[Math.floor(i / 90) % 3] * Math.sin(i * i),
  );
  const { labels, uncertainty } = feed(restorePrediction(placement, classes), logits, size[0]);
  assertEquals(labels, feed(restoreLabels(placement, classes), logits, size[0]));
  const resampled = feed(restoreValues(placement, classes, 0), logits, size[0]);
  const indices = Uint8Array.from(labels, (_, i) => i), within = new Set(gatherLabels(indices, frame));
  uncertainty.forEach((found, at) => {
    const values = Array.from({ length: classes }, (_, c) => resampled[c * labels.length + at]);
    const most = Math.max(...values), e = values.map((value) => Math.exp(value - most));
    const p = e.map((value) => value / (e[0] + e[1] + e[2]));
    const entropy = -p.reduce((sum, value) => sum + (value > 0 ? value * Math.log(value) : 0), 0);
    assertAlmostEquals(found, within.has(at) ? entropy / Math.log(classes) : 0, 1e-5);
  });
});

Deno.test("restorers refuse planes of another size, too many and too few", () => {
  const frame = whole([2, 3, 4]), placement: Placement = { frame, size: frame.size };
  const restorer = restoreLabels(placement, 2), plane = new Float32Array(frame.size[1] * frame.size[2] * 2);
  assertThrows(() => restorer.push(plane.subarray(1)), RangeError, "found one of");
  restorer.push(plane);
  assertThrows(() => restorer.finish(), RangeError, "found 1");
  for (let d = 1; d < frame.size[0]; d++) restorer.push(plane);
  assertEquals(restorer.finish(), new Uint8Array(24));
  assertThrows(() => restorer.push(plane), RangeError, `plane ${frame.size[0]}`);
});
