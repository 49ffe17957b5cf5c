import { stream } from "@dragsaw/core/data";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import sharp from "sharp";
import { decodeSmallPng } from "./small_png.ts";
import { ignore, REAL, reason } from "../testdata/real.ts";

/** Smooth pixels, over which encoders use all filters, with some noise. */
function picture(width: number, height: number, channels: 1 | 3) {
  const random = stream("png", width, height);
  const data = Uint8Array.from(
    { length: width * height * channels },
    (_, i) => 128 + 100 * Math.sin(i / 40) + random.integer(1 + i % 9),
  );
  const raw = sharp(data, { raw: { width, height, channels } });
  return { data, raw: channels === 1 ? raw.toColourspace("b-w") : raw };
}

Deno.test("decodeSmallPng() gives back grey and RGB, whatever the filter", async () => {
  const side = fc.integer({ min: 1, max: 60 });
  const options = fc.record({
    adaptiveFiltering: fc.boolean(),
    compressionLevel: fc.integer({ min: 0, max: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(side, side, fc.constantFrom(1, 3), options, async (width, height, channels, options) => {
      const { data, raw } = picture(width, height, channels);
      assertEquals(decodeSmallPng(await raw.png(options).toBuffer()), { width, height, channels, data });
    }),
    { numRuns: 60, seed: 1 },
  );
});

Deno.test("decodeSmallPng() leaves other PNG to libvips: deep, palette, alpha, interlaced, large", async () => {
  const { raw } = picture(20, 10, 3);
  const deep = sharp(new Uint16Array(12), { raw: { width: 4, height: 3, channels: 1 } });
  const others = [
    raw.clone().png({ palette: true }),
    raw.clone().ensureAlpha(0.5).png(),
    raw.clone().png({ progressive: true }),
    raw.clone().jpeg(),
    deep.toColourspace("grey16").png(),
    picture(600, 600, 1).raw.png(),
  ];
  for (const other of others) assertEquals(decodeSmallPng(await other.toBuffer()), undefined);
});

Deno.test("decodeSmallPng() never gives pixels of a damaged file", async () => {
  const good = new Uint8Array(await picture(30, 20, 1).raw.png().toBuffer());
  for (let at = 0; at < good.length; at++) {
    assertEquals(decodeSmallPng(good.with(at, good[at] ^ 0x40)), undefined, `byte ${at}`);
    assertEquals(decodeSmallPng(good.slice(0, at)), undefined, `cut at ${at}`);
  }
});

Deno.test({ name: `decodeSmallPng() reads real masks as libvips does${reason}`, ignore }, async () => {
  const folder = `${REAL}isic2018_256/masks/`;
  for (const { name } of [...Deno.readDirSync(folder)].slice(0, 40)) {
    const bytes = await Deno.readFile(folder + name);
    const { data } = await sharp(bytes).toColourspace("b-w").raw().toBuffer({ resolveWithObject: true });
    assertEquals(decodeSmallPng(bytes)?.data, new Uint8Array(data));
  }
});
