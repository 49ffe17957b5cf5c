/**
 * Images as people have them: every kind that `predict` has to take, and some that it has to refuse.
 *
 * @module
 */
import sharp from "sharp";

const WIDTH = 44, HEIGHT = 30;

/** Writes one scene in many ways into `folder`: names of those with the very same pixels, of other good ones, of bad ones. */
export async function writeOddImages(folder: string) {
  const save = (name: string, bytes: Uint8Array) => Deno.writeFile(`${folder}/${name}`, bytes);
  const colour = scene(3), grey = scene(1);
  await save("plain.png", await colour.clone().png().toBuffer());
  await save("alpha.png", await colour.clone().ensureAlpha(0.5).png().toBuffer());
  await save("palette.png", await colour.clone().png({ palette: true, colours: 64, dither: 0 }).toBuffer());
  await save("deep.png", await deep().toBuffer());
  await save("grey.png", await grey.clone().toColourspace("b-w").png().toBuffer());
  await save("grey_as_colour.png", await grey.clone().toColourspace("srgb").png().toBuffer());

  const jpeg = await colour.clone().jpeg({ quality: 90 }).toBuffer();
  const rotated = await colour.clone().jpeg({ quality: 90 }).withMetadata({ orientation: 6 }).toBuffer();
  await save("rotated.jpg", rotated);
  const stored = await sharp(rotated).raw().toBuffer();
  await save("upright.png", await sharp(stored, raw(3)).rotate(90).png().toBuffer());
  await save("cmyk.jpg", await colour.clone().toColourspace("cmyk").jpeg().toBuffer());

  await save("cut.jpg", jpeg.subarray(0, jpeg.length / 2));
  await save("empty.jpg", new Uint8Array());
  await Deno.writeTextFile(`${folder}/text.jpg`, "Dear reviewer, this is not an image.\n");
  await Deno.writeTextFile(`${folder}/notes.txt`, "Not meant to be one.\n");
  return {
    same: [
      ["plain", "alpha", "palette", "deep"],
      ["grey", "grey_as_colour"],
      ["rotated", "upright"],
    ],
    sizes: {
      ...Object.fromEntries(
        ["plain", "alpha", "palette", "deep", "grey", "grey_as_colour", "cmyk"].map((
          name,
        ) => [name, [WIDTH, HEIGHT]]),
      ),
      rotated: [HEIGHT, WIDTH],
      upright: [HEIGHT, WIDTH],
    } as Record<string, [number, number]>,
    bad: ["cut.jpg", "empty.jpg", "text.jpg"],
  };
}

const raw = (channels: 1 | 3) => ({ raw: { width: WIDTH, height: HEIGHT, channels } });

/** A dark spot off the centre, in 32 steps of brightness so that a palette holds every colour. */
function pixels(channels: 1 | 3): Uint8Array {
  const data = new Uint8Array(WIDTH * HEIGHT * channels);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const far = Math.min(31, Math.floor(Math.hypot(x - 12, y - 20) * 1.2));
      for (let c = 0; c < channels; c++) data[(y * WIDTH + x) * channels + c] = 40 + far * (6 - c);
    }
  }
  return data;
}

const scene = (channels: 1 | 3) => sharp(pixels(channels), raw(channels));

/** The same scene with 16 bits a channel. */
function deep() {
  return sharp(Uint16Array.from(pixels(3), (value) => value * 257), raw(3)).toColourspace("rgb16").png();
}
