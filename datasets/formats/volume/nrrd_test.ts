import { DataError } from "@dragsaw/core/data";
import { geometry, gzip } from "@dragsaw/core/volume";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { withFolder, write } from "../../testdata/files.ts";
import { encodeNrrd } from "./encode_nrrd.ts";
import { readNrrd } from "./nrrd.ts";
import { readNrrdHeader } from "./nrrd_header.ts";

const HEAD = [
  "NRRD0004",
  "# a comment",
  "type: short",
  "dimension: 3",
  "space: left-posterior-superior",
  "sizes: 2 3 2",
  "space directions: (0.7,0,0) (0,0,1.1) (0,-0.9,0)",
  "kinds: domain domain domain",
  "endian: little",
  "encoding: raw",
  "space origin: (10,-20,30)",
  "made by:=hand",
];
const TWELVE = Int16Array.from({ length: 12 }, (_, i) => 100 * i - 500);

/** A header with lines changed by their field; null takes one out. */
function header(changes: Record<string, string | null> = {}): string {
  const known = new Set(HEAD.map((line) => line.split(":")[0]));
  const lines = HEAD.flatMap((line) => {
    const field = line.split(":")[0], value = changes[field];
    return value === undefined ? [line] : value === null ? [] : [`${field}: ${value}`];
  });
  const added = Object.keys(changes).filter((field) => !known.has(field)).map((field) =>
    `${field}: ${changes[field]}`
  );
  return [...lines, ...added, "", ""].join("\n");
}

function file(text: string, voxels: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(text), bytes = new Uint8Array(head.length + voxels.length);
  bytes.set(head);
  bytes.set(voxels, head.length);
  return bytes;
}

const raw = new Uint8Array(TWELVE.buffer);
const swapped = Uint8Array.from(raw, (_, i) => raw[i ^ 1]);

Deno.test("readNrrd() reads raw and gzip of both orders of bytes, in RAS and mm", () =>
  withFolder(async (folder) => {
    const path = `${folder}/a.nrrd`;
    for (
      const [changes, voxels] of [
        [{}, raw],
        [{ encoding: "gzip" }, gzip(raw)],
        [{ endian: "big", type: "signed short int" }, swapped],
        [{ "byte skip": "-1" }, new Uint8Array([9, 9, 9, ...raw])],
        [{ "byte skip": "3" }, new Uint8Array([9, 9, 9, ...raw])],
      ] as const
    ) {
      await write(path, file(header(changes), voxels));
      const { data, size, channels, affine, spacing } = await readNrrd(path);
      assertEquals([data, size, channels], [TWELVE, [2, 3, 2], 1]);
      assertEquals(affine, [-0.7, 0, 0, -10, 0, 0, 0.9, 20, 0, 1.1, 0, 30]);
      assertEquals(spacing, [0.7, 1.1, 0.9]);
    }
  }));

Deno.test("readNrrd() takes an axis that is not in space for channels, the first or the last", () =>
  withFolder(async (folder) => {
    const path = `${folder}/a.nrrd`, directions = "(1,0,0) (0,1,0) (0,0,1)";
    const first = {
      dimension: "4",
      sizes: "2 2 1 3",
      "space directions": `none ${directions}`,
      kinds: "vector domain domain domain",
    };
    await write(path, file(header(first), raw));
    const vectors = await readNrrd(path);
    assertEquals([vectors.size, vectors.channels, [...vectors.data]], [
      [2, 1, 3],
      2,
      [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11].map((i) => 100 * i - 500),
    ]);
    const last = { ...first, sizes: "2 1 3 2", "space directions": `${directions} none`, kinds: null };
    await write(path, file(header(last), raw));
    const times = await readNrrd(path);
    assertEquals([times.size, times.channels, times.data], [[2, 1, 3], 2, TWELVE]);
    const plain = {
      dimension: "2",
      sizes: "4 3",
      "space directions": null,
      spacings: "0.5 2",
      kinds: null,
      space: null,
      "space origin": null,
    };
    await write(path, file(header(plain), raw));
    const notes: string[] = [], picture = await readNrrd(path, { note: (text) => notes.push(text) });
    assertEquals([picture.size, picture.affine], [[4, 3, 1], [-0.5, 0, 0, 0, 0, -2, 0, 0, 0, 0, 1, 0]]);
    assertEquals(notes, ["the header names no space: taken for left-posterior-superior, as ITK does"]);
  }));

Deno.test("readNrrdHeader() brings LPS, LAS and RAS into RAS", () => {
  const of = (space: string) => readNrrdHeader(new TextEncoder().encode(header({ space }))).affine;
  assertEquals(of("RAS"), [0.7, 0, 0, 10, 0, 0, -0.9, -20, 0, 1.1, 0, 30]);
  assertEquals(of("left-anterior-superior"), [-0.7, 0, 0, -10, 0, 0, -0.9, -20, 0, 1.1, 0, 30]);
  assertEquals(of("LPS"), [-0.7, 0, 0, -10, 0, 0, 0.9, 20, 0, 1.1, 0, 30]);
});

Deno.test("readNrrdHeader() names the line, what was found and what was wanted", () => {
  const refuses = (changes: Record<string, string | null>, message: string) =>
    assertThrows(() => readNrrdHeader(new TextEncoder().encode(header(changes))), SyntaxError, message);
  refuses({ type: "block" }, 'expected a type of numbers for "type" in line 3, found "block"');
  refuses({ sizes: "2 3" }, 'expected 3 numbers for "sizes" in line 6, found "2 3"');
  refuses({ sizes: "2 0 3" }, 'expected whole numbers from 1 for "sizes" in line 6');
  refuses({ sizes: "2 3 0x10" }, "3 numbers");
  refuses({ sizes: null }, 'expected a line "sizes", found none');
  refuses({ dimension: "5" }, "1 to 4");
  refuses({ encoding: "bzip2" }, 'expected raw or gzip for "encoding" in line 10, found "bzip2"');
  refuses({ endian: null }, 'expected a line "endian", found none');
  refuses({ endian: "middle" }, "little or big");
  refuses({ space: "scanner-xyz" }, "LPS, LAS or RAS");
  refuses({ "space directions": "(1,0,0) (0,1,0)" }, '3 vectors or "none"');
  refuses({ "space directions": "(1,0,0) none (0,0,1)" }, "as the first or the last");
  refuses({ "space directions": "(1,0,x) (0,1,0) (0,0,1)" }, "vectors of up to 3 numbers");
  refuses({ "space units": '"um" "um" "um"' }, '"mm"');
  refuses({ "byte skip": "-2" }, "-1, 0 or more");
  refuses({ "line skip": "1" }, 'expected 0 for "line skip"');
  const text = (lines: string) => () => readNrrdHeader(new TextEncoder().encode(lines));
  assertThrows(
    text("NRRD0009\n"),
    SyntaxError,
    'expected "NRRD0001" to "NRRD0005" in line 1, found "NRRD0009"',
  );
  assertThrows(text("NRRD0004\ntype short\n\n"), SyntaxError, 'in line 2, found "type short"');
  assertThrows(
    text("NRRD0004\ntype: short\ntype: float\n\n"),
    SyntaxError,
    'expected "type" once, found it in lines 2 and 3',
  );
  assertThrows(text("NRRD0004\ntype: short"), SyntaxError, "expected an empty line after the header");
});

Deno.test("readNrrd() reads voxels from a file beside the header, and from nowhere else", () =>
  withFolder(async (folder) => {
    const path = `${folder}/set/a.nhdr`;
    const named = (name: string) => write(path, header({ "data file": name }));
    await write(`${folder}/set/a.raw`, raw);
    await write(`${folder}/set/parts/b.raw`, raw);
    await write(`${folder}/secret`, raw);
    await Deno.symlink(`${folder}/secret`, `${folder}/set/link.raw`);
    for (const name of ["a.raw", "parts/b.raw"]) {
      await named(name);
      assertEquals((await readNrrd(path)).data, TWELVE);
    }
    for (
      const name of [
        "../secret",
        `${folder}/secret`,
        "parts/../../secret",
        "C:\\secret",
        "./a.raw",
        "link.raw",
      ]
    ) {
      await named(name);
      await assertRejects(() => readNrrd(path), DataError, "Cannot open the voxels: expected");
    }
    await named("gone.raw");
    const error = await assertRejects(() => readNrrd(path), DataError);
    assertEquals(error.defects[0].file, `${folder}/set/gone.raw`);
  }));

Deno.test("readNrrd() refuses voxels that are fewer or more than promised, before it takes memory", () =>
  withFolder(async (folder) => {
    const path = `${folder}/a.nrrd`;
    const refuses = async (
      changes: Record<string, string>,
      voxels: Uint8Array,
      kind: string,
      message: string,
    ) => {
      await write(path, file(header(changes), voxels));
      const error = await assertRejects(() => readNrrd(path), DataError, message);
      assertEquals(error.defects[0].kind, kind);
    };
    await refuses(
      {},
      raw.subarray(1),
      "truncated-file",
      "expected 24 bytes of voxels (2 x 3 x 2, channels: 1, int16), found 23",
    );
    await refuses({}, new Uint8Array(80_000), "header-lies", "found 80000");
    await refuses({ sizes: "1000 1000 1000" }, raw, "truncated-file", "expected 2000000000 bytes");
    await refuses(
      { sizes: "1000 1000 1000", encoding: "gzip" },
      gzip(raw),
      "header-lies",
      "never hold as many",
    );
    await refuses({ sizes: "100000 100000 100000" }, raw, "too-large", "expected at most 4294967296 bytes");
    await refuses({ encoding: "gzip" }, gzip(new Uint8Array(1e6)), "header-lies", "found more");
    await refuses({ encoding: "gzip" }, raw, "damaged-file", "a damaged one");
  }));

Deno.test("encodeNrrd() is read back to the bit, channels and oblique axes too", () =>
  withFolder(async (folder) => {
    const place = geometry([2, 1, 3], [
      0.1 + 0.2,
      1 / 3,
      0,
      10.1,
      -1 / 3,
      0.3,
      0,
      -20.2,
      0,
      0,
      Math.PI,
      1e-7,
    ]);
    for (const channels of [1, 2]) {
      const volume = {
        ...place,
        channels,
        data: Float32Array.from({ length: 6 * channels }, (_, i) => i / 7),
      };
      await write(`${folder}/a.nrrd`, encodeNrrd(volume));
      assertEquals(await readNrrd(`${folder}/a.nrrd`), volume);
    }
  }));

Deno.test("readNrrdHeader() throws its own errors alone, whatever letters are wrong", () => {
  const good = header();
  const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.constantFrom(..."09-.:(), \nxe#")), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(damage, (changes) => {
      const letters = [...good];
      for (const [at, letter] of changes) letters[at] = letter;
      try {
        const { size, affine } = readNrrdHeader(new TextEncoder().encode(letters.join("")));
        return size.every((side) => side > 0) && affine.every(Number.isFinite);
      } catch (error) {
        return error instanceof SyntaxError &&
          error.message.startsWith("Cannot decode the NRRD file: expected ");
      }
    }),
    { numRuns: 1000, seed: 8 },
  );
});
