import { geometry, type Triple } from "@dragsaw/core/volume";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { frameOf, volumeOf } from "./frame.ts";
import { gather } from "./gather.ts";
import { bodyMask, cropToNonzero, fillHoles } from "./nonzero.ts";

/** x to the left, y to the back, z up. */
const LPS = [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0];

Deno.test("cropToNonzero() keeps what any channel has, as tight as can be", () => {
  const size: Triple = [5, 4, 3], sparse = fc.array(fc.nat({ max: 59 }), { minLength: 1, maxLength: 4 });
  fc.assert(fc.property(sparse, sparse, (first, second) => {
    const channels = [first, second].map((places) => {
      const data = new Float32Array(60);
      for (const at of places) data[at] = -1;
      return data;
    });
    const whole = frameOf(geometry(size, LPS), [0, 1, 2]), frame = cropToNonzero(whole, channels);
    const voxels = channels.map((data) => gather(data, frame)),
      count = (data: Float32Array) => data.filter((value) => value !== 0).length;
    assertEquals(voxels.map(count), channels.map(count));
    const [, height, width] = frame.size, places: Triple[] = [];
    voxels[0].forEach((value, i) => {
      if (value === 0 && voxels[1][i] === 0) return;
      places.push([Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width]);
    });
    for (const axis of [0, 1, 2]) {
      const along = places.map((place) => place[axis]);
      assertEquals([Math.min(...along), Math.max(...along)], [0, frame.size[axis] - 1]);
    }
  }));
});

Deno.test("cropToNonzero() leaves an empty volume whole", () => {
  const whole = frameOf(geometry([2, 2, 2], LPS), [0, 1, 2]);
  assertEquals(cropToNonzero(whole, [new Uint8Array(8)]), whole);
});

Deno.test("fillHoles() fills what is closed in, and nothing that a face leads to", () => {
  const size: Triple = [3, 3, 3], shell = Uint8Array.from({ length: 27 }, (_, i) => i === 13 ? 0 : 1);
  assertEquals(fillHoles(shell.slice(), size), new Uint8Array(27).fill(1));
  const open = shell.slice();
  open[4] = 0;
  assertEquals(fillHoles(open.slice(), size), open);
  // An edge leads nowhere
  const corner = shell.slice();
  corner[1] = 0;
  assertEquals(fillHoles(corner, size)[13], 1);
});

Deno.test("fillHoles() never takes voxels away, and is done at once", () => {
  const bits = fc.array(fc.constantFrom(0, 1), { minLength: 60, maxLength: 60 });
  fc.assert(fc.property(bits, (values) => {
    const mask = Uint8Array.from(values), filled = fillHoles(mask.slice(), [3, 4, 5]);
    mask.forEach((value, i) => value === 1 && assertEquals(filled[i], 1));
    assertEquals(fillHoles(filled.slice(), [3, 4, 5]), filled);
  }));
});

Deno.test("bodyMask() joins the channels", () => {
  const frame = frameOf(geometry([4, 1, 1], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]), [0, 1, 2]);
  assertEquals(volumeOf(frame.size), 4);
  assertEquals([...bodyMask(frame, [Int8Array.of(0, 1, 0, 0), Float32Array.of(0, 0, -2, 0)])], [0, 1, 1, 0]);
});
