import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { geometry } from "../geometry.ts";
import { fromCanonical, toCanonical } from "../orientation.ts";
import { small } from "../testdata/nifti_bytes.ts";
import type { Volume } from "../volume.ts";
import { decodeNifti } from "./decode_nifti.ts";
import { encodeNifti } from "./encode_nifti.ts";
import { quaternionAffine, quaternionOf } from "./quaternion.ts";

const rows = [-0.7, 0.01, 0, 12.3, 0.02, 0, 0.9, -4.5, 0, 1.1, 0.03, 6.7];
const full = {
  sform: { code: 4, rows },
  qform: { code: 2, quaternion: [0.1, 0.2, 0.3], offset: [9, 8, 7] },
  pixdim: [-1, 0.7, 1.1, 0.9, 2],
  units: 10,
  slope: 1,
};

Deno.test("encodeNifti() gives the bytes back that were read, of both orders of bytes, with extensions", () => {
  const extension = new Uint8Array(20);
  extension.set([1, 0, 0, 0, 16, 0, 0, 0, 6, 0, 0, 0, 104, 105]);
  for (const big of [false, true]) {
    for (const more of [{}, { offset: 368, extension }]) {
      const bytes = small({ ...full, ...more, big });
      assertEquals(encodeNifti(decodeNifti(bytes)), bytes);
      assertEquals(encodeNifti(decodeNifti(encodeNifti(decodeNifti(bytes), { gzip: true }))), bytes);
    }
  }
});

Deno.test("encodeNifti() writes labels over an image's header: its geometry, their type and channels", () => {
  const image = decodeNifti(small({ ...full, slope: 2, dim: [4, 2, 3, 1, 2] }));
  assertEquals(image.channels, 2);
  const labels: Volume = { ...image, channels: 1, data: Uint8Array.of(0, 1, 2, 0, 1, 2) };
  const bytes = encodeNifti(labels), read = decodeNifti(bytes);
  assertEquals([...read.data], [0, 1, 2, 0, 1, 2]);
  assertEquals(read.affine, image.affine);
  const view = new DataView(bytes.buffer);
  assertEquals([0, 1, 2, 3, 4].map((i) => view.getInt16(40 + 2 * i, true)), [3, 2, 3, 1, 1]);
  assertEquals([view.getInt16(70, true), view.getInt16(72, true)], [2, 8]);
  assertEquals([view.getFloat32(112, true), view.getFloat32(116, true)], [1, 0]);
  // qform, sform, sizes and units as they were
  for (const [from, to] of [[76, 108], [123, 124], [252, 344]]) {
    assertEquals(bytes.subarray(from, to), image.header!.bytes.subarray(from, to));
  }
});

Deno.test("encodeNifti() writes what was turned to canonical and back to the bit", () => {
  const bytes = small(full), stored = decodeNifti(bytes), turned = toCanonical(stored);
  assertEquals([turned.size, turned.header], [[2, 2, 3], undefined]);
  assertEquals(encodeNifti(fromCanonical(turned, stored)), bytes);
});

Deno.test("encodeNifti() makes a header where none is kept, or where it no longer fits", () => {
  const place = geometry([2, 3, 2], [0, -2, 0, 1.5, 3, 0, 0, 2.5, 0, 0, -4, 3.5]);
  const volume = { ...place, channels: 1, data: Int16Array.from({ length: 12 }, (_, i) => i) };
  for (const header of [undefined, decodeNifti(small(full)).header]) {
    const bytes = encodeNifti({ ...volume, ...header && { header } }), read = decodeNifti(bytes);
    assertEquals([read.affine, read.data, read.size], [place.affine, volume.data, place.size]);
    // Without its sform, the qform says the same
    new DataView(bytes.buffer).setInt16(254, 0, true);
    decodeNifti(bytes).affine.forEach((value, i) => assertAlmostEquals(value, place.affine[i], 1e-6));
  }
  const sheared = { ...volume, ...geometry([2, 3, 2], [1, 0, 0.5, 0, 0, 1, 0, 0, 0, 0, 1, 0]) };
  const view = new DataView(encodeNifti(sheared).buffer);
  assertEquals([view.getInt16(252, true), view.getInt16(254, true)], [0, 1]);
});

Deno.test("encodeNifti() writes NIfTI-2 for sides that NIfTI-1 cannot say", () => {
  const place = geometry([40_000, 1, 1], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
  const read = decodeNifti(encodeNifti({ ...place, channels: 1, data: new Uint8Array(40_000).fill(3) }));
  assertEquals([read.header?.version, read.size[0], read.data[39_999]], [2, 40_000, 3]);
});

Deno.test("encodeNifti() gives equal bytes for equal volumes, without time or system in gzip", () => {
  const packed = encodeNifti(decodeNifti(small()), { gzip: true });
  assertEquals([...packed.subarray(0, 10)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  assertThrows(
    () => encodeNifti({ ...decodeNifti(small()), data: new Uint8Array(3) }),
    RangeError,
    "Cannot encode the volume: expected 12 values, found 3",
  );
});

Deno.test("quaternionOf() is the inverse of quaternionAffine(), for half turns too", () => {
  const part = fc.double({ min: -1, max: 1, noNaN: true });
  const length = fc.double({ min: 0.1, max: 10, noNaN: true });
  const halfTurns = fc.constantFrom([1, 0, 0], [0, 1, 0], [0, 0, 1], [0, Math.SQRT1_2, Math.SQRT1_2], [
    0,
    0,
    0,
  ]);
  const any = fc.tuple(part, part, part, part).filter((q) => Math.hypot(...q) > 0.1).map((q) => {
    const scale = Math.sign(q[0] || 1) / Math.hypot(...q);
    return q.slice(1).map((value) => value * scale);
  });
  fc.assert(
    fc.property(
      fc.oneof(any, halfTurns),
      fc.tuple(length, length, length),
      fc.boolean(),
      (bcd, sizes, left) => {
        const affine = quaternionAffine(bcd, [sizes[0], sizes[1], left ? -sizes[2] : sizes[2]], [1, 2, 3]);
        const found = quaternionOf(affine, sizes)!;
        assertEquals(found.handedness, left ? -1 : 1);
        const signed = [sizes[0], sizes[1], found.handedness * sizes[2]];
        const again = quaternionAffine(found.quaternion, signed, [1, 2, 3]);
        affine.forEach((value, i) => assertAlmostEquals(again[i], value, 1e-3));
      },
    ),
    { seed: 1 },
  );
});
