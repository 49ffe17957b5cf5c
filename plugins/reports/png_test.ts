import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import sharp from "sharp";
import { encodePng, grayPng, maskPng, toBytes } from "./png.ts";

async function decode(png: Uint8Array): Promise<{ size: number[]; data: number[] }> {
  const image = sharp(png);
  const { channels } = await image.metadata();
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const step = info.channels / channels!;
  return { size: [info.height, info.width, channels!], data: [...data].filter((_, i) => i % step === 0) };
}

Deno.test("encodePng() keeps every byte of grey and RGB", async () => {
  const rgb = Uint8Array.from({ length: 2 * 3 * 3 }, (_, i) => i * 14);
  assertEquals(await decode(await encodePng({ height: 2, width: 3, channels: 3, data: rgb })), {
    size: [2, 3, 3],
    data: [...rgb],
  });
  assertEquals(
    await decode(await encodePng({ height: 1, width: 3, channels: 1, data: new Uint8Array([0, 7, 255]) })),
    {
      size: [1, 3, 1],
      data: [0, 7, 255],
    },
  );
});

Deno.test("encodePng() takes one pixel and a 6000 x 4000 image", async () => {
  const pixel = { height: 1, width: 1, channels: 1, data: new Uint8Array([9]) };
  assertEquals(await decode(await encodePng(pixel)), { size: [1, 1, 1], data: [9] });
  const huge = { height: 4000, width: 6000, channels: 3, data: new Uint8Array(4000 * 6000 * 3) };
  const { width, height } = await sharp(await encodePng(huge)).metadata();
  assertEquals([height, width], [4000, 6000]);
});

Deno.test("encodePng() refuses channels and lengths that do not fit", async () => {
  const data = new Uint8Array(8);
  await assertRejects(
    () => encodePng({ height: 2, width: 2, channels: 2, data }),
    RangeError,
    "1 or 3 channels",
  );
  await assertRejects(
    () => encodePng({ height: 2, width: 2, channels: 3, data }),
    RangeError,
    "2 x 2 x 3 = 12",
  );
  await assertRejects(
    () => encodePng({ height: 0, width: 2, channels: 1, data: data.slice(0, 0) }),
    RangeError,
    "0 x 2",
  );
});

Deno.test("grayPng() maps 0 to black and 1 to white", async () => {
  const { data } = await decode(await grayPng(new Float32Array([0, 0.5, 1, 1.0000001]), [2, 2]));
  assertEquals(data, [0, 128, 255, 255]);
});

Deno.test("toBytes() refuses NaN and values outside 0 to 1", () => {
  for (const bad of [NaN, -0.1, 1.1, Infinity]) {
    assertThrows(() => toBytes(new Float32Array([0, bad]), [1, 2]), RangeError, "index 1");
  }
});

Deno.test("maskPng() writes 0 and 255 for two classes, ids for more", async () => {
  const labels = new Uint8Array([0, 1, 1, 0]);
  assertEquals((await decode(await maskPng(labels, [2, 2], 2))).data, [0, 255, 255, 0]);
  assertEquals((await decode(await maskPng(labels, [2, 2], 3))).data, [0, 1, 1, 0]);
  assertEquals(labels, new Uint8Array([0, 1, 1, 0]), "the labels are left as they are");
});
