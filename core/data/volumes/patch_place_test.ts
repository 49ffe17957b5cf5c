import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Triple } from "../../volume/volume.ts";
import { stream } from "../random.ts";
import { drawPlace, wantsForeground } from "./patch_place.ts";

/** What a case of a size tells of its places. */
function shape(size: Triple, locations: readonly Uint32Array[] = []) {
  const places = locations.map(({ length }) => length);
  return { size, places, placeOf: (id: number, n: number) => Promise.resolve(locations[id - 1][n]) };
}

const side = fc.integer({ min: 1, max: 9 }), size = fc.tuple(side, side, side);

Deno.test("wantsForeground() is of the last places, as many as in nnU-Net", () => {
  const count = (batch: number, part: number) =>
    Array.from({ length: batch }, (_, i) => wantsForeground(i, batch, part, stream(i)) ? 1 : 0).join("");
  assertEquals([2, 3, 4, 7, 9].map((n) => count(n, .33)), ["01", "001", "0001", "0000011", "000000111"]);
  // Halves go to the even number: 2.5 to 2
  assertEquals([count(5, .5), count(4, 0), count(3, 1)], ["00111", "0000", "111"]);
});

Deno.test("wantsForeground() has it in a third of batches of one", () => {
  const hits = Array.from(
    { length: 3000 },
    (_, i) => wantsForeground(0, 1, .33, stream(i)) ? 1 : 0 as number,
  );
  assert(Math.abs(hits.reduce((a, b) => a + b) / 3000 - .33) < .03);
});

Deno.test("drawPlace() stays within the case, or puts a smaller case in the middle", async () => {
  await fc.assert(fc.asyncProperty(size, size, fc.nat(), async (size, patch, seed) => {
    const from = await drawPlace(shape(size), patch, false, stream(seed));
    from.forEach((first, k) => {
      const spare = size[k] - patch[k];
      if (spare >= 0) assert(first >= 0 && first <= spare);
      else assert(first === -Math.floor(-spare / 2) || first === -Math.ceil(-spare / 2));
    });
  }));
});

Deno.test("drawPlace() reaches every place", async () => {
  const drawn = Array.from(
    { length: 2000 },
    (_, i) => drawPlace(shape([4, 5, 2]), [2, 2, 3], false, stream(i)),
  );
  const seen = new Set((await Promise.all(drawn)).map((from) => from.join()));
  assertEquals(seen.size, 3 * 4 * 2);
});

Deno.test("drawPlace() puts a voxel of each class in the middle, as often one class as the other", async () => {
  const size = [10, 11, 12] as const, at = (d: number, h: number, w: number) => (d * 11 + h) * 12 + w;
  const rare = Uint32Array.of(at(7, 3, 8)), common = Uint32Array.from({ length: 12 }, (_, w) => at(0, 10, w));
  const known = shape(size, [rare, new Uint32Array(), common]);
  const drawn = await Promise.all(
    Array.from({ length: 1000 }, (_, i) => drawPlace(known, [4, 4, 4], true, stream(i))),
  );
  const ofRare = drawn.filter((from) => from.join() === "5,1,6").length;
  assert(Math.abs(ofRare - 500) < 60);
  // Beyond the near border no further than the case, beyond the far one as far as it takes
  assert(drawn.every((from) => from[0] === 5 || (from[0] === 0 && from[1] === 8 && from[2] >= 0)));
  const none = await drawPlace(shape(size, [new Uint32Array()]), [4, 4, 4], true, stream(1));
  assertEquals(none, await drawPlace(shape(size), [4, 4, 4], false, stream(1)));
});
