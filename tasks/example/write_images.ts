import { stream } from "@dragsaw/core/data";
import { writeAtomic } from "@dragsaw/core/volume";
import { drawLesion } from "@dragsaw/datasets";
import { encodePng, maskPng } from "@dragsaw/reports";

/** Side of the pictures in pixels. */
const SIDE = 96;

/** Writes made-up pictures of lesions to `images` and their masks, of the same names, to `masks`. */
export async function writeImages(folder: string, count: number): Promise<void> {
  for (const name of ["images", "masks"]) await Deno.mkdir(`${folder}/${name}`, { recursive: true });
  for (let i = 0; i < count; i++) {
    const { image, labels } = drawLesion([SIDE, SIDE], stream("example images", i));
    const name = `lesion_${String(i).padStart(3, "0")}.png`;
    await writeAtomic(`${folder}/images/${name}`, await encodePng(image));
    if (labels) await writeAtomic(`${folder}/masks/${name}`, await maskPng(labels.data, [SIDE, SIDE], 2));
  }
}
