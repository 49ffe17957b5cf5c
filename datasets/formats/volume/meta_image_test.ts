import { DataError } from "@dragsaw/core/data";
import { deflate, geometry } from "@dragsaw/core/volume";
import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { withFolder, write } from "../../testdata/files.ts";
import { encodeMetaImage } from "./encode_meta_image.ts";
import { readMetaImage } from "./meta_image.ts";

const LINES = {
  ObjectType: "Image",
  NDims: "3",
  BinaryData: "True",
  BinaryDataByteOrderMSB: "False",
  CompressedData: "False",
  // Rows are the directions of the axes: y of the file runs up
  TransformMatrix: "1 0 0 0 0 1 0 -1 0",
  Offset: "10 -20 30",
  CenterOfRotation: "0 0 0",
  ElementSpacing: "0.5 1.25 2",
  DimSize: "2 3 2",
  ElementType: "MET_USHORT",
  ElementDataFile: "LOCAL",
};
const TWELVE = Uint16Array.from({ length: 12 }, (_, i) => 5000 * i);
const raw = new Uint8Array(TWELVE.buffer);
const swapped = Uint8Array.from(raw, (_, i) => raw[i ^ 1]);

function file(changes: Record<string, string | null>, voxels: Uint8Array): Uint8Array {
  const { ElementDataFile, ...rest } = { ...LINES, ...changes };
  const lines = Object.entries({ ...rest, ElementDataFile }).filter(([, value]) => value !== null);
  const head = new TextEncoder().encode(lines.map(([key, value]) => `${key} = ${value}\n`).join(""));
  return new Uint8Array([...head, ...voxels]);
}

Deno.test("readMetaImage() reads raw and zlib of both orders of bytes, in RAS and mm", () =>
  withFolder(async (folder) => {
    const path = `${folder}/a.mha`;
    for (
      const [changes, voxels] of [
        [{}, raw],
        [{ CompressedData: "True", CompressedDataSize: "1" }, deflate(raw)],
        [{ BinaryDataByteOrderMSB: null, ElementByteOrderMSB: "True" }, swapped],
        [{ Offset: null, Position: "10 -20 30" }, raw],
      ] as const
    ) {
      await write(path, file(changes, voxels));
      const { data, size, affine, spacing } = await readMetaImage(path);
      assertEquals([data, size, spacing], [TWELVE, [2, 3, 2], [0.5, 1.25, 2]]);
      assertEquals(affine, [-0.5, 0, 0, -10, 0, 0, 2, 20, 0, 1.25, 0, 30]);
    }
  }));

Deno.test("readMetaImage() reads channels side by side, a fourth dimension, and pictures", () =>
  withFolder(async (folder) => {
    const path = `${folder}/a.mha`;
    const read = async (changes: Record<string, string | null>) => {
      await write(path, file(changes, raw));
      return await readMetaImage(path);
    };
    const colours = await read({ DimSize: "2 1 2", ElementNumberOfChannels: "3" });
    assertEquals([colours.size, colours.channels, [...colours.data].map((v) => Number(v) / 5000)], [
      [2, 1, 2],
      3,
      [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11],
    ]);
    const identity = "1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1";
    const times = await read({
      NDims: "4",
      DimSize: "2 1 2 3",
      TransformMatrix: identity,
      Offset: "1 2 3 0",
      ElementSpacing: "1 2 3 4",
    });
    assertEquals([times.size, times.channels, times.data], [[2, 1, 2], 3, TWELVE]);
    assertEquals(times.affine, [-1, 0, 0, -1, 0, -2, 0, -2, 0, 0, 3, 3]);
    const picture = await read({
      NDims: "2",
      DimSize: "4 3",
      TransformMatrix: "0 1 1 0",
      Offset: "1 2",
      ElementSpacing: "1 2",
    });
    assertEquals([picture.size, picture.affine], [[4, 3, 1], [0, -2, 0, -1, -1, 0, 0, -2, 0, 0, 1, 0]]);
    const bare = await read({ TransformMatrix: null, Offset: null, ElementSpacing: null });
    assertEquals(bare.affine, [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0]);
  }));

Deno.test("readMetaImage() names the line, what was found and what was wanted", () =>
  withFolder(async (folder) => {
    const refuses = async (
      changes: Record<string, string | null>,
      message: string,
      voxels: Uint8Array = raw,
    ) => {
      await write(`${folder}/a.mha`, file(changes, voxels));
      await assertRejects(() => readMetaImage(`${folder}/a.mha`), DataError, message);
    };
    await refuses({ ElementType: "MET_STRING" }, 'for "elementtype" in line 11, found "MET_STRING"');
    await refuses({ DimSize: "2 3" }, 'expected 3 numbers for "dimsize" in line 10, found "2 3"');
    await refuses({ DimSize: "2 3 -2" }, "whole numbers from 1");
    await refuses({ DimSize: null }, 'expected a line "dimsize", found none');
    await refuses({ NDims: "5" }, '1 to 4 for "ndims"');
    await refuses({ ObjectType: "Tube" }, 'expected Image for "objecttype" in line 1, found "Tube"');
    await refuses({ BinaryData: "False" }, 'expected True for "binarydata"');
    await refuses({ CompressedData: "maybe" }, "True or False");
    await refuses({ HeaderSize: "-3" }, "-1, 0 or more");
    await refuses({ TransformMatrix: "1 0 0" }, "9 numbers");
    await refuses({ TransformMatrix: "1 0 0 1 0 0 0 0 1" }, "with axes in three directions");
    await refuses({ ElementSpacing: "1 1 nan" }, "3 numbers");
    await refuses({ ElementDataFile: "LIST" }, 'expected one file for "elementdatafile"');
    await refuses({ ElementDataFile: "slice%03d.raw 1 5 1" }, "one file");
    await refuses({ ElementDataFile: null }, 'a line "elementdatafile"', new Uint8Array());
    await refuses(
      {},
      "expected 24 bytes of voxels (2 x 3 x 2, channels: 1, uint16), found 23",
      raw.subarray(1),
    );
    await refuses({ CompressedData: "True" }, "a damaged one");
    await refuses({ DimSize: "1000 1000 1000", CompressedData: "True" }, "never hold as many", deflate(raw));
  }));

Deno.test("readMetaImage() reads voxels from a file beside the header, and from nowhere else", () =>
  withFolder(async (folder) => {
    const path = `${folder}/set/a.mhd`;
    const named = (name: string, changes = {}) =>
      write(path, file({ ...changes, ElementDataFile: name }, new Uint8Array()));
    await write(`${folder}/set/a.raw`, raw);
    await write(`${folder}/set/b.raw`, new Uint8Array([9, 9, ...raw]));
    await write(`${folder}/secret.raw`, raw);
    await named("a.raw");
    assertEquals((await readMetaImage(path)).data, TWELVE);
    for (const HeaderSize of ["-1", "2"]) {
      await named("b.raw", { HeaderSize });
      assertEquals((await readMetaImage(path)).data, TWELVE);
    }
    for (const name of ["../secret.raw", `${folder}/secret.raw`]) {
      await named(name);
      await assertRejects(() => readMetaImage(path), DataError, "the name of a file beside the header");
    }
  }));

Deno.test("encodeMetaImage() is read back, channels and oblique axes too", () =>
  withFolder(async (folder) => {
    const place = geometry([2, 1, 3], [0.6, 0.8, 0, 10.1, -0.8, 0.6, 0, -20.2, 0, 0, 2.5, 1e-7]);
    for (const channels of [1, 2]) {
      const data = Int16Array.from({ length: 6 * channels }, (_, i) => 100 * i - 300);
      await write(`${folder}/a.mha`, encodeMetaImage({ ...place, channels, data }));
      const read = await readMetaImage(`${folder}/a.mha`);
      assertEquals([read.data, read.channels, read.size], [data, channels, place.size]);
      read.affine.forEach((value, i) => assertAlmostEquals(value, place.affine[i], 1e-15));
    }
  }));
