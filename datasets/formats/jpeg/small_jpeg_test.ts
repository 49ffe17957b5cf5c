import { reduceImage, stream } from "@dragsaw/core/data";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import sharp, { type JpegOptions } from "sharp";
import { ignore, REAL, reason } from "../../testdata/real.ts";
import { decodeSmallJpeg } from "./small_jpeg.ts";

/** Waves and noise in colours, or in grey. */
function picture(width: number, height: number, noise = 60) {
  const random = stream("jpeg", width, height), data = new Uint8ClampedArray(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    data[i] = 128 + 90 * Math.sin(i / 3 / width + 7 * (i % 3)) * Math.cos(i % width / 9) +
      random.between(-noise, noise);
  }
  return sharp(new Uint8Array(data.buffer), { raw: { width, height, channels: 3 } });
}

async function byLibvips(bytes: Uint8Array, grey = false) {
  const { data, info } = await sharp(bytes).toColourspace(grey ? "b-w" : "srgb").raw().toBuffer({
    resolveWithObject: true,
  });
  return { width: info.width, height: info.height, channels: info.channels, data: new Uint8Array(data) };
}

Deno.test("decodeSmallJpeg() gives libvips' pixels of any size, quality and sampling", async () => {
  const side = fc.integer({ min: 8, max: 70 }), quality = fc.integer({ min: 1, max: 100 });
  const options = fc.record({
    quality,
    chromaSubsampling: fc.constantFrom("4:2:0", "4:4:4"),
    optimiseCoding: fc.boolean(),
    noise: fc.constantFrom(0, 20, 200),
    grey: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(side, side, options, async (width, height, { noise, grey, ...options }) => {
      const made = picture(width, height, noise);
      const bytes = new Uint8Array(await (grey ? made.toColourspace("b-w") : made).jpeg(options).toBuffer());
      const found = decodeSmallJpeg(bytes);
      assert(found, "not decoded");
      assertEquals(found, { ...await byLibvips(bytes, grey) as typeof found, stored: [width, height] });
    }),
    { numRuns: 80, seed: 1 },
  );
});

Deno.test("decodeSmallJpeg() halves a picture as reduceImage() does, where that would halve it", async () => {
  const side = fc.oneof(fc.integer({ min: 8, max: 70 }), fc.integer({ min: 4, max: 35 }).map((n) => 2 * n)),
    chroma = fc.constantFrom("4:2:0", "4:4:4");
  const reduction = fc.double({ min: 1.8, max: 3.2, noNaN: true });
  let halved = 0;
  await fc.assert(
    fc.asyncProperty(side, side, chroma, reduction, async (width, height, chromaSubsampling, by) => {
      const bytes = new Uint8Array(await picture(width, height).jpeg({ chromaSubsampling }).toBuffer());
      const atLeast = [Math.ceil(height / by), Math.ceil(width / by)] as const;
      const found = decodeSmallJpeg(bytes, atLeast)!;
      assertEquals(found.stored, [width, height]);
      if (found.width < width) halved++;
      assertEquals(reduceImage(found, atLeast).data, reduceImage(decodeSmallJpeg(bytes)!, atLeast).data);
    }),
    { numRuns: 150, seed: 1 },
  );
  assert(halved > 15, `only ${halved}`);
});

Deno.test("decodeSmallJpeg() leaves other JPEG to libvips: progressive, turned, CMYK, large, tiny", async () => {
  const plain = () => picture(40, 30);
  const jpeg = (options: JpegOptions = {}) => plain().jpeg(options);
  const others = [
    jpeg({ progressive: true }),
    jpeg().withMetadata({ orientation: 6 }),
    plain().toColourspace("cmyk").jpeg(),
    picture(600, 500).jpeg(),
    picture(5, 30).jpeg(),
    plain().png(),
  ];
  for (const other of others) {
    assertEquals(decodeSmallJpeg(new Uint8Array(await other.toBuffer())), undefined);
  }
});

Deno.test("decodeSmallJpeg() gives nothing of a file cut short, and never throws or hangs on a damaged one", async () => {
  const good = new Uint8Array(await picture(40, 30).jpeg().toBuffer());
  for (let at = 0; at < good.length - 2; at++) {
    assertEquals(decodeSmallJpeg(good.slice(0, at)), undefined, `cut at ${at}`);
    const ended = new Uint8Array([...good.slice(0, at), 0xff, 0xd9]);
    assertEquals(decodeSmallJpeg(ended), undefined, `ended at ${at}`);
  }
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
      const found = decodeSmallJpeg(good.with(at, byte));
      if (found) assertEquals(found.data.length, found.width * found.height * found.channels);
    }),
    { numRuns: 3000, seed: 1 },
  );
});

Deno.test({ name: `decodeSmallJpeg() reads real pictures as libvips does${reason}`, ignore }, async () => {
  const folder = `${REAL}isic2018_256/images/`;
  for (const { name } of [...Deno.readDirSync(folder)].slice(0, 40)) {
    const bytes = await Deno.readFile(folder + name);
    assertEquals(decodeSmallJpeg(bytes)?.data, (await byLibvips(bytes)).data);
  }
});
