import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { kindOf } from "../error_kind.ts";
import { gzip } from "../gzip.ts";
import { niftiBytes, type NiftiParts, small } from "../testdata/nifti_bytes.ts";
import type { Volume } from "../volume.ts";
import { decodeNifti, decodeNiftiPair } from "./decode_nifti.ts";

type Put = NiftiParts["voxels"];
const integers: [code: number, bits: number, name: string, values: number[], put: Put][] = [
  [2, 8, "Uint8Array", [0, 200, 255], (v, at, i) => v.setUint8(at, [0, 200, 255][i])],
  [256, 8, "Int8Array", [-128, 0, 127], (v, at, i) => v.setInt8(at, [-128, 0, 127][i])],
  [4, 16, "Int16Array", [-32768, 258, 32767], (v, at, i, le) => v.setInt16(at, [-32768, 258, 32767][i], le)],
  [512, 16, "Uint16Array", [0, 258, 65535], (v, at, i, le) => v.setUint16(at, [0, 258, 65535][i], le)],
  [
    8,
    32,
    "Int32Array",
    [-2147483648, 66051, 5],
    (v, at, i, le) => v.setInt32(at, [-2147483648, 66051, 5][i], le),
  ],
  [
    768,
    32,
    "Uint32Array",
    [0, 66051, 4294967295],
    (v, at, i, le) => v.setUint32(at, [0, 66051, 4294967295][i], le),
  ],
  [16, 32, "Float32Array", [0.5, -1.25, 3e30], (v, at, i, le) => v.setFloat32(at, [0.5, -1.25, 3e30][i], le)],
  [64, 64, "Float64Array", [0.1, -1e-300, 3], (v, at, i, le) => v.setFloat64(at, [0.1, -1e-300, 3][i], le)],
  [1024, 64, "BigInt64Array", [-5, 7, 9], (v, at, i, le) => v.setBigInt64(at, [-5n, 7n, 9n][i], le)],
  [1280, 64, "BigUint64Array", [5, 7, 9], (v, at, i, le) => v.setBigUint64(at, [5n, 7n, 9n][i], le)],
];

Deno.test("decodeNifti() reads every datatype of both orders of bytes, gzipped or not", () => {
  for (const [datatype, bitpix, name, values, voxels] of integers) {
    for (const big of [false, true]) {
      const bytes = niftiBytes({ dim: [3, 3, 1, 1], datatype, bitpix, voxels, values: 3, big });
      for (const file of [bytes, gzip(bytes)]) {
        const { data, channels, header } = decodeNifti(file);
        assertEquals([data.constructor.name, channels, header?.littleEndian], [name, 1, !big]);
        assertEquals([...data].map(Number), name === "Float32Array" ? values.map(Math.fround) : values);
      }
    }
  }
});

Deno.test("decodeNifti() scales by slope and intercept, unless the slope is 0 or no number", () => {
  const scaled = decodeNifti(small({ slope: 2, intercept: -1024 }));
  assertEquals(scaled.data, Float32Array.from({ length: 12 }, (_, i) => 2 * i - 1024));
  const shifted = decodeNifti(small({ slope: 1, intercept: 0.5 }));
  assertEquals(shifted.data[3], 3.5);
  for (const slope of [0, NaN, Infinity]) {
    assertEquals(decodeNifti(small({ slope, intercept: 7 })).data.constructor.name, "Int16Array");
  }
  assertEquals(decodeNifti(small({ slope: 1, intercept: 0 })).data.constructor.name, "Int16Array");
  const error = assertThrows(() => decodeNifti(small({ slope: 2, intercept: NaN })), SyntaxError);
  assertEquals(
    error.message,
    "Cannot decode the NIfTI file: expected a number in scl_inter at byte 116, as scl_slope is 2, found NaN",
  );
  const wide = integers[4];
  const long = decodeNifti(
    niftiBytes({ dim: [1, 3], datatype: 8, bitpix: 32, voxels: wide[4], values: 3, slope: 0.5 }),
  );
  assertEquals(long.data, Float64Array.of(-1073741824, 33025.5, 2.5));
});

Deno.test("decodeNifti() takes 1 to 7 dimensions, those after the third as channels, and colours as channels", () => {
  const put: Put = (view, at, i) => view.setUint8(at, i);
  const of = (dim: number[], values: number, changes: Partial<NiftiParts> = {}) =>
    decodeNifti(niftiBytes({ dim, datatype: 2, bitpix: 8, voxels: put, values, ...changes }));
  const shape = ({ size, channels }: Volume) => [...size, channels];
  assertEquals(shape(of([1, 5], 5)), [5, 1, 1, 1]);
  assertEquals(shape(of([2, 3, 2, 0, 0], 6)), [3, 2, 1, 1]);
  assertEquals(shape(of([4, 2, 2, 1, 3], 12)), [2, 2, 1, 3]);
  assertEquals(shape(of([5, 2, 1, 1, 1, 3], 6)), [2, 1, 1, 3]);
  assertEquals(shape(of([7, 2, 1, 1, 2, 1, 1, 2], 8)), [2, 1, 1, 4]);
  // dim[4] beyond dim[0] does not count
  assertEquals(shape(of([3, 2, 1, 1, 9], 2)), [2, 1, 1, 1]);
  const colours = decodeNifti(
    niftiBytes({
      dim: [3, 2, 1, 1],
      datatype: 128,
      bitpix: 24,
      values: 2,
      slope: 2,
      voxels: (view, at, i) => {
        for (let c = 0; c < 3; c++) view.setUint8(at + c, 10 * i + c);
      },
    }),
  );
  assertEquals([...shape(colours), ...colours.data], [2, 1, 1, 3, 0, 10, 1, 11, 2, 12]);
});

Deno.test("decodeNifti() reads NIfTI-2 of both orders of bytes", () => {
  for (const little of [true, false]) {
    const bytes = new Uint8Array(544 + 4), view = new DataView(bytes.buffer);
    view.setInt32(0, 540, little);
    bytes.set(new TextEncoder().encode("n+2\0\r\n\x1a\n"), 4);
    view.setInt16(12, 2, little);
    view.setInt16(14, 8, little);
    [3, 2, 2, 1, 1, 1, 1, 1].forEach((side, i) => view.setBigInt64(16 + 8 * i, BigInt(side), little));
    view.setBigInt64(168, 544n, little);
    view.setInt32(348, 1, little);
    [0.1, 0, 0, 1, 0, 0.2, 0, 2, 0, 0, 0.3, 3].forEach((v, i) => view.setFloat64(400 + 8 * i, v, little));
    bytes.set([9, 8, 7, 6], 544);
    const { size, affine, data, header } = decodeNifti(bytes);
    assertEquals([...size, ...data], [2, 2, 1, 9, 8, 7, 6]);
    assertEquals(affine, [0.1, 0, 0, 1, 0, 0.2, 0, 2, 0, 0, 0.3, 3]);
    assertEquals(header?.version, 2);
  }
});

Deno.test("decodeNifti() keeps extensions and starts voxels where vox_offset says", () => {
  const extension = new Uint8Array(20);
  extension.set([1, 0, 0, 0, 16, 0, 0, 0, 6, 0, 0, 0, 104, 105]);
  const { data, header } = decodeNifti(small({ offset: 368, extension }));
  assertEquals([...data], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  assertEquals(header?.extensions, extension);
  assertEquals(decodeNifti(small({ offset: 0 })).data[11], 11);
});

Deno.test("decodeNiftiPair() reads header and voxels from two files", () => {
  const whole = small({ magic: "ni1\0", offset: 0 });
  const [head, image] = [whole.subarray(0, 348), whole.subarray(352)];
  for (const [a, b] of [[head, image], [gzip(head), gzip(image)]]) {
    assertEquals([...decodeNiftiPair(a, b).data], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  }
  assertThrows(() => decodeNifti(whole), SyntaxError, "whose voxels are in an .img file");
  assertThrows(() => decodeNiftiPair(small().subarray(0, 348), image), SyntaxError, "in one file");
  assertThrows(
    () => decodeNiftiPair(head, image.subarray(1)),
    SyntaxError,
    "24 bytes of voxels from byte 0 of the .img file (2 x 3 x 2, channels: 1), found 23: the file is cut short",
  );
});

function patched(at: number, write: (view: DataView) => void): Uint8Array {
  const bytes = small();
  write(new DataView(bytes.buffer, at));
  return bytes;
}

Deno.test("decodeNifti() names the byte, what was found and what was wanted", () => {
  const cases: [Uint8Array, kind: string, message: string][] = [
    [small().subarray(0, 100), "truncated-file", "expected a header of 348 or 540 bytes, found 100 bytes"],
    [
      small().subarray(0, 370),
      "truncated-file",
      "24 bytes of voxels from byte 352 (2 x 3 x 2, channels: 1), found 18: the",
    ],
    [
      patched(0, (v) => v.setInt32(0, 1234, true)),
      "not-an-image",
      "348 or 540, at byte 0, found 1234: not a NIfTI file",
    ],
    [small({ magic: "xyz\0" }), "not-an-image", 'or "ni1\\u0000" at byte 344, found "xyz\\u0000"'],
    [
      small({ magic: "\0\0\0\0" }),
      "not-an-image",
      "as Analyze 7.5 files have, which do not say left from right",
    ],
    [small({ dim: [0, 1] }), "damaged-file", "expected 1 to 7 dimensions at byte 40, found 0"],
    [small({ dim: [8, 1] }), "damaged-file", "expected 1 to 7 dimensions at byte 40, found 8"],
    [small({ dim: [3, 2, -3, 2] }), "damaged-file", "expected dim[2] of 1 or more at byte 44, found -3"],
    [small({ dim: [3, 2, 3, 0] }), "damaged-file", "expected dim[3] of 1 or more at byte 46, found 0"],
    [small({ datatype: 32 }), "unknown-depth", "at byte 70, found 32: complex64"],
    [small({ datatype: 1 }), "unknown-depth", "found 1: single bits"],
    [small({ datatype: 7 }), "unknown-depth", "found 7: which the standard does not know"],
    [small({ offset: 100 }), "damaged-file", "of 352 or more at byte 108, found 100"],
    [small({ offset: NaN }), "damaged-file", "of 352 or more at byte 108, found NaN"],
    [small({ offset: 352.5 }), "damaged-file", "found 352.5"],
    [
      small({ offset: 2 ** 30 }),
      "damaged-file",
      "expected extensions of at most 67108864 bytes, found 1073741476",
    ],
    [small({ units: 5 }), "damaged-file", "xyzt_units at byte 123, found 5"],
    [small({ pixdim: [1, 1, 0, 1] }), "damaged-file", "in pixdim[2] at byte 84, found 0"],
    [small({ pixdim: [1, 1, 1, -2] }), "damaged-file", "in pixdim[3] at byte 88, found -2"],
    [gzip(small()).subarray(0, 60), "truncated-file", "one cut short: it ends at byte 60, "],
  ];
  for (const [bytes, kind, message] of cases) {
    const error = assertThrows(() => decodeNifti(bytes), SyntaxError, message);
    assertEquals([kindOf(error), error.message.endsWith(".")], [kind, false]);
  }
  assertThrows(
    () => decodeNifti(small({ sform: { code: 1, rows: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, NaN, 0] } })),
    RangeError,
    "Cannot place voxels: expected an affine of 12 finite numbers",
  );
  assertThrows(
    () => decodeNifti(small({ sform: { code: 1, rows: Array(12).fill(0) } })),
    RangeError,
    "affine",
  );
});

Deno.test("decodeNifti() refuses what is more than the header says, and tells of a filling", () => {
  const notes: string[] = [], note = (text: string) => notes.push(text);
  const filled = new Uint8Array(376 + 10);
  filled.set(small());
  assertEquals(decodeNifti(filled, { note }).data.length, 12);
  assertEquals(decodeNifti(gzip(filled), { note }).data.length, 12);
  assertEquals(notes, Array(2).fill("10 bytes after the voxels were passed over"));
  const long = new Uint8Array(376 + 70_000);
  long.set(small());
  assertThrows(() => decodeNifti(long), SyntaxError, "found 70024: more than one image");
  assertThrows(() => decodeNifti(gzip(long)), SyntaxError, "expected at most 65912 bytes, found more");
  decodeNifti(small({ bitpix: 16 }), { note });
  decodeNifti(patched(72, (v) => v.setInt16(0, 8, true)), { note });
  assertEquals(notes.slice(2), ["bitpix at byte 72 says 8, the datatype says 16: the datatype holds"]);
});

Deno.test("decodeNifti() takes no memory for promises that a file cannot keep", () => {
  const before = Deno.memoryUsage().external;
  const bomb = (dim: number[]) => small({ dim, datatype: 64, bitpix: 64, values: 2, voxels: () => {} });
  // 2 GB within the limit; the file has 16 bytes
  const lie = bomb([3, 1000, 1000, 250]);
  assertThrows(() => decodeNifti(lie), SyntaxError, "the file is cut short");
  const error = assertThrows(
    () => decodeNifti(gzip(lie)),
    SyntaxError,
    "packed ones, which never hold as many",
  );
  assertEquals(kindOf(error), "header-lies");
  const huge = assertThrows(
    () => decodeNifti(bomb([7, 30000, 30000, 30000, 30000, 30000, 30000, 30000])),
    RangeError,
  );
  assertEquals([kindOf(huge), /expected at most 4294967296 bytes/.test(huge.message)], ["too-large", true]);
  assertThrows(() => decodeNifti(small(), { limit: 23 }), RangeError, "expected at most 23 bytes, found 24");
  assertThrows(() => decodeNifti(small({ slope: 2 }), { limit: 24 }), RangeError, "found 48");
  // 20 MB of zeros behind 24 bytes of voxels
  const long = new Uint8Array(20_000_000);
  long.set(small());
  const zip = gzip(long);
  assertThrows(() => decodeNifti(zip), SyntaxError, "found more");
  assertEquals(Deno.memoryUsage().external - before < 100_000_000, true);
});

Deno.test("decodeNifti() throws its own errors alone, whatever bytes are wrong", () => {
  const good = small({
    slope: 1,
    intercept: 0,
    sform: { code: 1, rows: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] },
  });
  const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(damage, fc.boolean(), fc.nat(good.length), (changes, packed, cut) => {
      const bytes = Uint8Array.from(good);
      for (const [at, value] of changes) bytes[at] = value;
      const file = packed ? gzip(bytes) : bytes.subarray(0, Math.max(cut, 300));
      try {
        const { data, size, channels } = decodeNifti(file, { limit: 10_000 });
        return data.length === size[0] * size[1] * size[2] * channels;
      } catch (error) {
        return (error instanceof SyntaxError || error instanceof RangeError) &&
          /^Cannot /.test(error.message);
      }
    }),
    { numRuns: 500, seed: 6 },
  );
});

Deno.test("decodeNifti() follows the order of sform, qform and sizes", () => {
  const sform = { code: 2, rows: [2, 0, 0, 5, 0, 3, 0, 6, 0, 0, 4, 7] };
  const half = Math.SQRT1_2, qform = { code: 1, quaternion: [0, 0, half], offset: [1, 2, 3] };
  const pixdim = [-1, 1, 2, 3];
  assertEquals(decodeNifti(small({ sform, qform, pixdim })).affine, sform.rows);
  // A quarter turn about z: x runs to the front, y to the left; z mirrored by pixdim[0]
  const turned = decodeNifti(small({ sform: { ...sform, code: 0 }, qform, pixdim }));
  [0, -2, 0, 1, 1, 0, 0, 2, 0, 0, -3, 3].forEach((v, i) => assertAlmostEquals(turned.affine[i], v, 1e-6));
  assertEquals(turned.spacing.map((v) => Math.round(v * 1e6) / 1e6), [1, 2, 3]);
  const plain = decodeNifti(small({ sform: { ...sform, code: 0 }, qform: { ...qform, code: 0 }, pixdim }));
  assertEquals(plain.affine, [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0]);
  const flat = decodeNifti(
    niftiBytes({ dim: [2, 2, 2], datatype: 2, bitpix: 8, values: 4, voxels: () => {}, pixdim: [1, 2, 2, 0] }),
  );
  assertEquals(flat.spacing, [2, 2, 1]);
  assertThrows(
    () => decodeNifti(small({ qform: { ...qform, quaternion: [1, 1, 0] } })),
    SyntaxError,
    "expected a rotation in quatern_b, c, d at byte 256, found 1, 1, 0",
  );
});

Deno.test("decodeNifti() turns metres and micrometres into millimetres", () => {
  const rows = [2, 0, 0, 5, 0, 3, 0, 6, 0, 0, 4, 7];
  for (const [units, scale] of [[0, 1], [1, 1000], [2, 1], [3, 0.001], [10, 1]]) {
    const { affine } = decodeNifti(small({ units, sform: { code: 1, rows } }));
    assertEquals(affine, rows.map((value) => value * scale));
  }
});
