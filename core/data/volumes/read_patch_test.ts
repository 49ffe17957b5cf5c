import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Triple } from "../../volume/volume.ts";
import { preparedReader } from "./keep_prepared.ts";
import { compose3 } from "./linear3.ts";
import type { Box, PreparedCase } from "./prepared_case.ts";
import { readPatch } from "./read_patch.ts";
import { madeUpCase, watched } from "./testdata/prepared.ts";
import type { Linear3 } from "./volume_transform.ts";

const side = fc.integer({ min: 1, max: 7 }), size = fc.tuple(side, side, side);
const shift = fc.integer({ min: -9, max: 9 }), from = fc.tuple(shift, shift, shift);
const angle = fc.double({ min: -3, max: 3, noNaN: true }), angles = fc.tuple(angle, angle, angle);

function read(prepared: PreparedCase, patch: Box, ...maps: Linear3[]) {
  return readPatch(preparedReader(prepared), patch, maps.map((map) => ({ map })));
}

/** Value or id at each voxel of a patch by its definition, 0 outside the case. */
function naive<T extends Float32Array | Uint8Array>(
  data: T,
  { size: s }: PreparedCase,
  { from, size }: Box,
): number[] {
  const each = s[0] * s[1] * s[2], out: number[] = [];
  for (let c = 0; c < data.length / each; c++) {
    for (let d = from[0]; d < from[0] + size[0]; d++) {
      for (let h = from[1]; h < from[1] + size[1]; h++) {
        for (let w = from[2]; w < from[2] + size[2]; w++) {
          const inside = d >= 0 && d < s[0] && h >= 0 && h < s[1] && w >= 0 && w < s[2];
          out.push(inside ? data[c * each + (d * s[1] + h) * s[2] + w] : 0);
        }
      }
    }
  }
  return out;
}

function turn([a, b, c]: Triple): Linear3 {
  const about = (t: number) => [Math.cos(t), Math.sin(t)];
  const [[ca, sa], [cb, sb], [cc, sc]] = [about(a), about(b), about(c)];
  return compose3(
    [1, 0, 0, 0, ca, -sa, 0, sa, ca],
    compose3([cb, 0, -sb, 0, 1, 0, sb, 0, cb], [cc, -sc, 0, sc, cc, 0, 0, 0, 1]),
  );
}

Deno.test("readPatch() without maps is a copy, with zeros beyond the border", async () => {
  await fc.assert(fc.asyncProperty(size, size, from, async (whole, patch, from) => {
    const prepared = madeUpCase(whole, 2), box = { from, size: patch };
    const { image, labels } = await read(prepared, box);
    assertEquals([...image], naive(prepared.image, prepared, box));
    assertEquals([...labels!], naive(prepared.labels!, prepared, box));
  }));
});

Deno.test("readPatch() samples what it copies: a map next to nothing gives the same voxels", async () => {
  const nearly: Linear3 = [1 + 1e-12, 0, 0, 0, 1, 0, 0, 0, 1];
  await fc.assert(fc.asyncProperty(size, size, from, async (whole, patch, from) => {
    const prepared = madeUpCase(whole, 2), box = { from, size: patch };
    const copied = await read(prepared, box), sampled = await read(prepared, box, nearly);
    sampled.image.forEach((value, i) => assertAlmostEquals(value, copied.image[i], 1e-4));
    assertEquals(sampled.labels, copied.labels);
  }));
});

Deno.test("readPatch() mirrors each axis, and twice is not at all", async () => {
  const sign = fc.constantFrom(1, -1), signs = fc.tuple(sign, sign, sign);
  await fc.assert(fc.asyncProperty(size, size, from, signs, async (whole, patch, from, [d, h, w]) => {
    const prepared = madeUpCase(whole), box = { from, size: patch };
    const map: Linear3 = [d, 0, 0, 0, h, 0, 0, 0, w];
    const plain = await read(prepared, box), mirrored = await read(prepared, box, map);
    assertEquals(await read(prepared, box, map, map), plain);
    plain.image.forEach((value, i) => {
      const at = [Math.floor(i / (patch[1] * patch[2])), Math.floor(i / patch[2]) % patch[1], i % patch[2]];
      const [x, y, z] = at.map((p, k) => [d, h, w][k] < 0 ? patch[k] - 1 - p : p);
      assertEquals(mirrored.image[(x * patch[1] + y) * patch[2] + z], value);
    });
  }));
});

Deno.test("readPatch() turned a quarter is a transposition, to the bit", async () => {
  const prepared = madeUpCase([5, 6, 6]), n = 6, box: Box = { from: [0, 0, 0], size: [5, n, n] };
  const plain = await read(prepared, box), turned = await read(prepared, box, [1, 0, 0, 0, 0, -1, 0, 1, 0]);
  for (let d = 0; d < 5; d++) {
    for (let h = 0; h < n; h++) {
      for (let w = 0; w < n; w++) {
        const at = (d * n + h) * n + w, source = (d * n + n - 1 - w) * n + h;
        assertEquals(turned.image[at], plain.image[source]);
        assertEquals(turned.labels![at], plain.labels![source]);
      }
    }
  }
});

Deno.test("readPatch() gives linear images exactly where the map leads, and no id that was not there", async () => {
  const [d, h, w] = [9, 10, 11], prepared = madeUpCase([d, h, w]);
  const image = Float32Array.from(
    { length: d * h * w },
    (_, i) => 2 * Math.floor(i / (h * w)) - 3 * (Math.floor(i / w) % h) + .5 * (i % w),
  );
  const box: Box = { from: [3, 3, 4], size: [3, 4, 3] };
  await fc.assert(
    fc.asyncProperty(angles, fc.double({ min: .5, max: 1.2, noNaN: true }), async (a, scale) => {
      const map = turn(a).map((x) => x * scale) as unknown as Linear3;
      const made = await read({ ...prepared, image }, box, map);
      for (let i = 0; i < 36; i++) {
        const o = [Math.floor(i / 12) - 1, Math.floor(i / 3) % 4 - 1.5, i % 3 - 1];
        const p = [0, 1, 2].map((k) =>
          box.from[k] + (box.size[k] - 1) / 2 + map[3 * k] * o[0] + map[3 * k + 1] * o[1] +
          map[3 * k + 2] * o[2]
        );
        assertAlmostEquals(made.image[i], 2 * p[0] - 3 * p[1] + .5 * p[2], 1e-4);
      }
      assert(made.labels!.every((id) => id <= 2));
    }),
  );
});

Deno.test("readPatch() keeps image and labels together", async () => {
  const prepared = madeUpCase([8, 8, 8]);
  // Two classes: the image is above half exactly where class 1 weighs more
  prepared.labels!.forEach((id, i) => prepared.labels![i] = prepared.image[i] = Math.min(1, id));
  await fc.assert(fc.asyncProperty(angles, from, async (a, from) => {
    const made = await read(prepared, { from, size: [5, 6, 7] }, turn(a));
    made.image.forEach((value, i) => {
      if (Math.abs(value - .5) > 1e-5) assertEquals(made.labels![i], value > .5 ? 1 : 0);
    });
  }));
});

Deno.test("readPatch() reads no more than the part that the map takes", async () => {
  const { reader, read } = watched(madeUpCase([30, 30, 30]));
  const size: Triple = [4, 4, 4];
  await readPatch(reader, { from: [10, 10, 10], size }, []);
  await readPatch(reader, { from: [10, 10, 10], size }, [{ map: [1.2, 0, 0, 0, 1.2, 0, 0, 0, 1.2] }]);
  await readPatch(reader, { from: [-50, 0, 0], size }, [{ map: turn([.1, 0, 0]) }]);
  assertEquals(read, [{ from: [10, 10, 10], size }, { from: [9, 9, 9], size: [6, 6, 6] }]);
});

Deno.test("readPatch() composes maps in their order and then changes voxels", async () => {
  const prepared = madeUpCase([6, 6, 6]), box: Box = { from: [0, 0, 0], size: [6, 6, 6] };
  const [quarter, mirror]: Linear3[] = [[1, 0, 0, 0, 0, -1, 0, 1, 0], [1, 0, 0, 0, -1, 0, 0, 0, 1]];
  const turned = await read(prepared, box, quarter, mirror);
  const first = await read(prepared, box, quarter);
  const second = await read({ ...prepared, image: first.image, labels: first.labels! }, box, mirror);
  assertEquals(turned, second);
  const doubled = await readPatch(preparedReader(prepared), box, [{
    voxels: ({ data }) => data.forEach((x, i) => data[i] = 2 * x),
  }]);
  assertEquals(doubled.image, prepared.image.map((x) => 2 * x));
  assertEquals(doubled.labels, prepared.labels);
});
