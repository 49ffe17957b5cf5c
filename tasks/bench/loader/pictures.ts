/**
 * Makes pictures to measure loaders with: deno run --allow-all pictures.ts FOLDER COUNT.
 *
 * @module
 */
import { stream } from "@dragsaw/core/data";
import sharp from "sharp";

/** Height and width of a picture. */
const SIDE = 256;

/** Skin with a spot, as JPEG, and its mask, as PNG, in `images` and `masks` under `root`: for who has no data at hand. */
async function writePictures(root: string, count: number): Promise<void> {
  await Promise.all(["images", "masks"].map((name) => Deno.mkdir(`${root}/${name}`, { recursive: true })));
  for (let i = 0; i < count; i++) {
    const random = stream("picture", i), name = String(i).padStart(4, "0");
    const [x, y, radius] = [random.between(80, 176), random.between(80, 176), random.between(30, 75)];
    const pixels = new Uint8Array(SIDE * SIDE * 3), mask = new Uint8Array(SIDE * SIDE);
    for (let p = 0; p < mask.length; p++) {
      const distance = Math.hypot(p % SIDE - x, Math.floor(p / SIDE) - y) / radius;
      const dark = 90 / (1 + Math.exp(12 * (distance - 1))), noise = random.between(-3, 3);
      mask[p] = distance < 1 ? 255 : 0;
      [205, 160, 140].forEach((colour, c) => pixels[3 * p + c] = colour - dark + noise);
    }
    const raw = { width: SIDE, height: SIDE };
    await sharp(pixels, { raw: { ...raw, channels: 3 } }).jpeg({ quality: 80 }).toFile(
      `${root}/images/${name}.jpg`,
    );
    await sharp(mask, { raw: { ...raw, channels: 1 } }).toColourspace("b-w").png().toFile(
      `${root}/masks/${name}.png`,
    );
  }
}

if (import.meta.main) await writePictures(Deno.args[0], Number(Deno.args[1]));
