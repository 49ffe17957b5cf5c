import { type Case, DataError, type Defect, type Examination } from "@dragsaw/core/data";
import { type Channels, toImage } from "../formats/image.ts";
import { joinMasks, masksOf } from "../formats/joined_mask.ts";
import type { MaskRule } from "../formats/mask.ts";
import { type Picture, readPicture } from "../formats/pixels.ts";

/** Reads image and mask of a case for a check: each file once, and both also when one of them is bad. */
export async function examinePair(item: Case, rule: MaskRule, channels: Channels = 3): Promise<Examination> {
  const { image, region } = item, masks = masksOf(item);
  const defects: Defect[] = [];
  const [examinedImage, examinedMask] = await Promise.all([
    attempt(
      [image],
      region,
      defects,
      ([{ stored, pixels }]) => ({ stored, pixels: toImage(image, pixels, channels) }),
    ),
    masks.length === 0 ? undefined : attempt(masks, region, defects, (pictures) => ({
      stored: pictures[0].stored,
      ...joinMasks(masks, pictures.map(({ pixels }) => pixels), rule),
    })),
  ]);
  return { defects, image: examinedImage, mask: examinedMask };
}

/** What is made of the pictures in `files`; undefined, and told, where that cannot be. */
async function attempt<T>(
  files: readonly string[],
  region: Case["region"],
  defects: Defect[],
  make: (pictures: readonly Picture[]) => T,
): Promise<T | undefined> {
  try {
    return make(await Promise.all(files.map((file) => readPicture(file, { thorough: true, region }))));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    defects.push(...error.defects);
    return undefined;
  }
}
