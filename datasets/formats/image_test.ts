import { DataError } from "@dragsaw/core/data";
import { assertEquals, assertRejects } from "@std/assert";
import sharp from "sharp";
import { grey, photo, withFolder, write } from "../testdata/files.ts";
import { readImage } from "./image.ts";

/** Writes `content`, reads it as an image. */
async function reading(content: Uint8Array | string, name = "picture.png") {
  let result;
  await withFolder(async (folder) => {
    await write(`${folder}/${name}`, content);
    result = await readImage(`${folder}/${name}`);
  });
  return result as unknown as Awaited<ReturnType<typeof readImage>>;
}

const PIXELS = Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 40, 50, 60, 70, 80, 90);
const picture = () => sharp(PIXELS, { raw: { width: 3, height: 2, channels: 3 } });

Deno.test("readImage() gives the pixels of RGB and palette images as they are", async () => {
  const plain = await reading(await picture().png().toBuffer());
  assertEquals([plain.width, plain.height, plain.channels, [...plain.data]], [3, 2, 3, [...PIXELS]]);
  const palette = await picture().png({ palette: true }).toBuffer();
  assertEquals((await sharp(palette).metadata()).isPalette, true);
  const read = await reading(palette);
  assertEquals(read.channels, 3);
  assertEquals(read.data.every((value, i) => Math.abs(value - PIXELS[i]) <= 4), true);
});

Deno.test("readImage() makes three equal channels of grey", async () => {
  const { data } = await reading(await grey([0, 100, 255], 3).png().toBuffer());
  assertEquals([...data], [0, 0, 0, 100, 100, 100, 255, 255, 255]);
});

Deno.test("readImage() drops alpha over its own colour", async () => {
  const { data } = await reading(await picture().ensureAlpha(0.25).png().toBuffer());
  assertEquals([...data], [...PIXELS]);
  const { channels } = await reading(await grey([0, 100, 255], 3).ensureAlpha(0.5).png().toBuffer());
  assertEquals(channels, 3);
});

Deno.test("readImage() divides 16 bits by 257 and rounds", async () => {
  const deep = Uint16Array.of(0, 128, 129, 257, 32768, 65535);
  const png = await sharp(deep, { raw: { width: 6, height: 1, channels: 1 } }).toColourspace("grey16").png()
    .toBuffer();
  assertEquals((await sharp(png).metadata()).depth, "ushort");
  const { data } = await reading(png);
  assertEquals([...data].filter((_, i) => i % 3 === 0), [0, 0, 1, 1, 128, 255]);
  const rgb = await sharp(deep, { raw: { width: 2, height: 1, channels: 3 } }).toColourspace("rgb16").png()
    .toBuffer();
  assertEquals([...(await reading(rgb)).data], [0, 0, 1, 1, 128, 255]);
});

Deno.test("readImage() converts CMYK to about the same colours", async () => {
  const cmyk = await sharp({
    create: { width: 8, height: 8, channels: 3, background: { r: 200, g: 100, b: 50 } },
  })
    .toColourspace("cmyk").jpeg({ quality: 100 }).toBuffer();
  assertEquals((await sharp(cmyk).metadata()).space, "cmyk");
  const { channels, data } = await reading(cmyk, "ink.jpg");
  assertEquals(channels, 3);
  [200, 100, 50].forEach((value, c) => assertEquals(Math.abs(data[c] - value) < 35, true));
});

Deno.test("readImage() turns an image upright as its EXIF says", async () => {
  const turned = await picture().png().withMetadata({ orientation: 6 }).toBuffer();
  const { width, height, data } = await reading(turned);
  assertEquals([width, height], [2, 3]);
  assertEquals([...data.subarray(0, 6)], [10, 20, 30, 255, 0, 0]);
});

Deno.test("readImage() refuses what is no whole image, with file and reason", async () => {
  const whole = await sharp({ create: { width: 200, height: 200, channels: 3, background: "teal" } })
    .jpeg({ quality: 95 }).toBuffer();
  const png = await sharp({ create: { width: 200, height: 200, channels: 3, background: "teal" } }).png()
    .toBuffer();
  const refused = async (content: Uint8Array | string, reason: string, name = "case.jpg") => {
    const error = await assertRejects(() => reading(content, name), DataError, reason);
    assertEquals(error.defects.length, 1);
    assertEquals(error.defects[0].file.endsWith(name), true);
  };
  await refused(new Uint8Array(), "empty (0 bytes)");
  await refused("this is text, named .jpg", "not an image");
  await refused(
    "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'><rect width='4' height='4'/></svg>",
    "found svg",
  );
  await refused(whole.subarray(0, whole.length >> 1), "cut short");
  await refused(whole.subarray(0, whole.length - 2), "cut short");
  await refused(png.subarray(0, png.length - 40), "cut short", "case.png");
  await refused(new Uint8Array([0x42, 0x4d, 1, 2, 3]), "BMP", "case.bmp");
  await assertRejects(() => readImage("nowhere/case.jpg"), DataError, "does not exist");
});

Deno.test("readImage() refuses several pages and floating point", async () => {
  const frames = Uint8Array.from({ length: 4 * 8 * 3 }, (_, i) => i % 255);
  const raw = { width: 4, height: 8, channels: 3 as const, pageHeight: 4 };
  const gif = await sharp(frames, { raw }).gif({ delay: [100, 100] }).toBuffer();
  await assertRejects(() => reading(gif, "moving.gif"), DataError, "2 pages");
  const float = await sharp(await photo()).toColourspace("scrgb").tiff().toBuffer();
  if ((await sharp(float).metadata()).depth === "float") {
    await assertRejects(() => reading(float, "float.tif"), DataError, "found float");
  }
});
