import { DataError } from "@dragsaw/core/data";
import { assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { withFolder, write } from "../../../testdata/files.ts";
import { readElements } from "./elements.ts";
import { listDicomSeries, readDicomSeries } from "./read_series.ts";
import { readSlice } from "./slice.ts";
import { dicomBytes, type SliceParts } from "./testdata/dicom_bytes.ts";

/** Slices at heights along z, the files' names in another order. */
async function series(folder: string, heights: readonly number[], parts: SliceParts = {}): Promise<void> {
  for (const [i, z] of heights.entries()) {
    const pixels = Array.from({ length: 6 }, (_, p) => 10 * i + p);
    const name = String.fromCharCode(97 + (i * 7) % 26);
    await write(`${folder}/${name}.dcm`, dicomBytes({ position: `10\\-20\\${z}`, pixels, ...parts }));
  }
}

Deno.test("readDicomSeries() stacks slices by their place, in RAS and Hounsfield units", () =>
  withFolder(async (folder) => {
    for (const syntax of ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.2"]) {
      await series(folder, [30, 32.5, 35, 37.5], { syntax });
      const { size, affine, spacing, channels, data, header } = await readDicomSeries(folder);
      assertEquals([size, spacing, channels, header], [[3, 2, 4], [0.9, 0.7, 2.5], 1, undefined]);
      assertEquals(affine, [-0.9, 0, 0, -10, 0, -0.7, 0, 20, 0, 0, 2.5, 30]);
      assertEquals(data, Int16Array.from({ length: 24 }, (_, i) => 10 * Math.floor(i / 6) + i % 6 - 1024));
    }
  }));

Deno.test("readDicomSeries() takes order and step from the slices' normal, oblique and tilted too", () =>
  withFolder(async (folder) => {
    // Sagittal: x of the picture to the back, y down; slices along -x of LPS
    const parts = { orientation: "0\\1\\0\\0\\0\\-1" };
    for (const [i, x] of [5, 3, 1].entries()) {
      await write(
        `${folder}/${i}.dcm`,
        dicomBytes({ ...parts, position: `${x}\\0\\0`, pixels: Array(6).fill(x) }),
      );
    }
    const sagittal = await readDicomSeries(folder);
    assertEquals([...sagittal.data].filter((_, i) => i % 6 === 0), [-1019, -1021, -1023]);
    assertEquals(sagittal.affine, [0, 0, 2, -5, -0.9, 0, 0, 0, 0, -0.7, 0, 0]);
    for (const i of [0, 1, 2]) {
      await write(`${folder}/${i}.dcm`, dicomBytes({ position: `0\\${i}\\${3 * i}` }));
    }
    const tilted = await readDicomSeries(folder);
    assertEquals(tilted.affine, [-0.9, 0, 0, 0, 0, -0.7, -1, 0, 0, 0, 3, 0]);
    assertAlmostEquals(tilted.spacing[2], Math.sqrt(10));
  }));

Deno.test("readDicomSeries() keeps the bits that count, signs and scaling", () =>
  withFolder(async (folder) => {
    const read = async (parts: SliceParts) => {
      await write(`${folder}/a.dcm`, dicomBytes(parts));
      const { data } = await readDicomSeries(folder);
      return [data.constructor.name, ...data];
    };
    const pixels = [0, 1, 0xf002, 0x0fff, 0x0800, 5];
    // Bits above the 12 are an overlay
    assertEquals(await read({ pixels, intercept: "0" }), ["Int16Array", 0, 1, 2, 4095, 2048, 5]);
    assertEquals(await read({ pixels, intercept: "0", signed: 1 }), ["Int16Array", 0, 1, 2, -1, -2048, 5]);
    assertEquals(await read({ pixels, stored: 16, intercept: "0" }), [
      "Uint16Array",
      0,
      1,
      0xf002,
      4095,
      2048,
      5,
    ]);
    assertEquals(await read({ pixels, stored: 16 }), ["Int32Array", -1024, -1023, 60418, 3071, 1024, -1019]);
    assertEquals(await read({ pixels, stored: 16, slope: "0.5", intercept: "1" }), [
      "Float32Array",
      1,
      1.5,
      30722,
      2048.5,
      1025,
      3.5,
    ]);
    const eight = {
      allocated: 8,
      stored: 8,
      pixels: [0, 1, 2, 3, 254, 255],
      slope: "none",
      intercept: "none",
    };
    assertEquals(await read(eight), ["Uint8Array", 0, 1, 2, 3, 254, 255]);
  }));

Deno.test("readDicomSeries() names the series of a folder and reads the one that is chosen", () =>
  withFolder(async (folder) => {
    await series(folder, [0, 1, 2]);
    await write(`${folder}/other.dcm`, dicomBytes({ series: "1.2.9", description: "Scout" }));
    await write(`${folder}/notes.txt`, "no DICOM");
    await write(`${folder}/report`, dicomBytes({ pixels: null }));
    const listed = "1.2.3 (CT Thorax, 3 slices); 1.2.9 (CT Scout, 1 slice)";
    await assertRejects(
      () => readDicomSeries(folder),
      DataError,
      `Expected one DICOM series, found 2; choose one: ${listed}`,
    );
    await assertRejects(
      () => readDicomSeries(folder, { series: "7" }),
      DataError,
      `Expected the DICOM series 7, found ${listed}`,
    );
    const notes: string[] = [];
    const chosen = await readDicomSeries(folder, { series: "1.2.9", note: (text) => notes.push(text) });
    assertEquals([chosen.size, chosen.spacing], [[3, 2, 1], [0.9, 0.7, 2.5]]);
    assertEquals(notes, ["no slices, passed over: notes.txt, report"]);
    assertEquals((await listDicomSeries(folder)).map(({ uid, slices }) => [uid, slices.length]), [[
      "1.2.3",
      3,
    ], ["1.2.9", 1]]);
    await Deno.mkdir(`${folder}/empty`);
    await assertRejects(
      () => readDicomSeries(`${folder}/empty`),
      DataError,
      "Expected DICOM files, found none",
    );
  }));

Deno.test("readDicomSeries() refuses slices that make no volume", () =>
  withFolder(async (folder) => {
    const refuses = async (message: string) => {
      await assertRejects(() => readDicomSeries(folder), DataError, message);
      for await (const { name } of Deno.readDir(folder)) await Deno.remove(`${folder}/${name}`);
    };
    await series(folder, [0, 1, 2, 4, 5]);
    await refuses("Expected slices 1.000 mm apart, found 2.000 mm after");
    await series(folder, [0, 1, 1, 2]);
    await refuses("Stands in the same place as");
    await series(folder, [0, 1, 2]);
    await write(`${folder}/z.dcm`, dicomBytes({ position: "10\\-20\\3", columns: 2, pixels: [1, 2, 3, 4] }));
    await write(`${folder}/y.dcm`, dicomBytes({ position: "10\\-20\\4", spacing: "1\\1" }));
    await write(`${folder}/x.dcm`, dicomBytes({ position: "10\\-20\\5", orientation: "0\\1\\0\\0\\0\\1" }));
    await refuses("3 defects");
    await series(folder, [0, 1]);
    await write(`${folder}/c.dcm`, dicomBytes({ position: "10\\-20\\2", rows: 60_000, columns: 60_000 }));
    await write(`${folder}/d.dcm`, new Uint8Array());
    await refuses("The file is empty");
    await write(`${folder}/a.dcm`, dicomBytes({ rows: 60_000, columns: 60_000 }));
    await refuses("expected at most 4294967296 bytes, found 7200000000");
    await write(`${folder}/a.dcm`, dicomBytes({ rows: 600, columns: 600 }));
    await refuses("expected 720000 bytes of pixels (600 x 600), found 12");
  }));

Deno.test("readSlice() says why a file is not used", () => {
  const refuses = (parts: SliceParts, message: string) =>
    assertThrows(() => readSlice(dicomBytes(parts)), SyntaxError, message);
  refuses(
    { syntax: "1.2.840.10008.1.2.4.70" },
    "transfer syntax 1.2.840.10008.1.2.4.70: lossless JPEG; convert",
  );
  refuses({ syntax: "1.2.840.10008.1.2.4.90" }, "JPEG 2000");
  refuses({ syntax: "1.2.840.10008.1.2.5" }, "run lengths");
  refuses({ syntax: "" }, "transfer syntax none");
  refuses({ frames: "20" }, "expected one frame in a file, found 20");
  refuses({ samples: 3 }, "expected grey pixels, found 3 values a pixel");
  refuses({ allocated: 32, stored: 32 }, "8 or 16 bits a pixel, found 32");
  refuses({ stored: 12, high: 15 }, "the low bits of 16 to be in use, found 12 up to bit 15");
  refuses({ position: "1\\2" }, '3 numbers as position, found "1\\\\2"');
  refuses({ position: "none" }, "an element for ImagePositionPatient, found none");
  refuses({ orientation: "none" }, "ImageOrientationPatient");
  refuses({ spacing: "none" }, "PixelSpacing");
  const bytes = dicomBytes();
  assertThrows(
    () => readSlice(bytes.subarray(0, bytes.length - 3)),
    SyntaxError,
    "the file is cut short or damaged",
  );
  assertThrows(() => readSlice(bytes.subarray(1)), SyntaxError, 'expected "DICM" at byte 128');
});

const SEQUENCE = [0x08, 0x00, 0x40, 0x11, 83, 81, 0, 0, 255, 255, 255, 255];
const ITEM = [0xfe, 0xff, 0x00, 0xe0, 255, 255, 255, 255];
const ITEM_END = [0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0], SEQUENCE_END = [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0];

Deno.test("readElements() passes over sequences, of unknown kind too, and not over endless ones", () => {
  const text = [0x08, 0x00, 0x00, 0x01, 83, 72, 2, 0, 65, 65];
  const nested = [
    ...SEQUENCE,
    ...ITEM,
    ...SEQUENCE,
    ...ITEM,
    ...text,
    ...ITEM_END,
    ...SEQUENCE_END,
    ...ITEM_END,
    ...SEQUENCE_END,
  ];
  const plain = [0x09, 0x00, 0x01, 0x00, 2, 0, 0, 0, 65, 65];
  const unknown = [
    0x09,
    0x00,
    0x00,
    0x01,
    85,
    78,
    0,
    0,
    255,
    255,
    255,
    255,
    ...ITEM,
    ...plain,
    ...ITEM_END,
    ...SEQUENCE_END,
  ];
  for (const extra of [nested, unknown]) assertEquals(readSlice(dicomBytes({ extra }))!.size, [3, 2]);
  const deep = Array(60).fill([...SEQUENCE, ...ITEM]).flat();
  assertThrows(() => readSlice(dicomBytes({ extra: deep })), SyntaxError, "sequences at most 32 deep");
  assertThrows(
    () => readSlice(dicomBytes({ extra: [...SEQUENCE, ...text] })),
    SyntaxError,
    "an item of a sequence at byte",
  );
  const values = readElements(dicomBytes(), new Set([0x0020000e])).values;
  assertEquals([...values.keys()], [0x0020000e]);
});

Deno.test("readSlice() throws its own errors alone, whatever bytes are wrong", () => {
  for (const syntax of ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2"]) {
    const good = dicomBytes({
      syntax,
      extra: syntax.endsWith(".1") ? [...SEQUENCE, ...ITEM, ...ITEM_END, ...SEQUENCE_END] : [],
    });
    const damage = fc.array(fc.tuple(fc.integer({ min: 132, max: good.length - 1 }), fc.nat(255)), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(damage, fc.integer({ min: 140, max: good.length }), (changes, cut) => {
        const bytes = Uint8Array.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          readSlice(bytes.subarray(0, cut));
          return true;
        } catch (error) {
          return error instanceof SyntaxError &&
            error.message.startsWith("Cannot decode the DICOM file: expected ");
        }
      }),
      { numRuns: 1000, seed: 7 },
    );
  }
});
