import type { Triple } from "../../volume/volume.ts";
import type { Random } from "../random.ts";
import type { PreparedReader } from "./prepared_case.ts";

/**
 * Whether a place in a batch is sure of foreground, as in nnU-Net: from round(batch (1 - part)) on, halves to the even number. A
 * batch of one, of which that would be none, has it with the chance `part`.
 *
 * @param part Part of a batch, 0 to 1.
 */
export function wantsForeground(place: number, batchSize: number, part: number, random: Random): boolean {
  if (batchSize === 1) return random.uniform() < part;
  const plain = batchSize * (1 - part), low = Math.floor(plain), rest = plain - low;
  return place >= (rest > .5 || (rest === .5 && low % 2 === 1) ? low + 1 : low);
}

/**
 * First voxel of a patch, as nnU-Net draws it. With foreground: one of the classes that the case has, one of its voxels, and that
 * in the middle of the patch, which may reach beyond the far side of the case. Otherwise anywhere within the case. Along axes on
 * which the case is smaller than the patch, it lies in the patch's middle.
 *
 * @param patch Voxels along depth, height and width.
 */
export async function drawPlace(
  { size, places = [], placeOf }: Pick<PreparedReader, "size" | "places" | "placeOf">,
  patch: Triple,
  foreground: boolean,
  random: Random,
): Promise<Triple> {
  const missing = (k: number) => Math.max(0, patch[k] - size[k]);
  const low = (k: number) => -Math.ceil(missing(k) / 2);
  const present = foreground ? [...places.keys()].filter((c) => places[c] > 0) : [];
  if (present.length === 0) {
    const high = (k: number) => size[k] - patch[k] + Math.ceil(missing(k) / 2);
    const anywhere = (k: number) => low(k) + random.integer(high(k) - low(k) + 1);
    return [anywhere(0), anywhere(1), anywhere(2)];
  }
  const c = present[random.integer(present.length)], at = await placeOf(c + 1, random.integer(places[c]));
  const plane = size[1] * size[2];
  const voxel = [Math.floor(at / plane), Math.floor(at / size[2]) % size[1], at % size[2]];
  const around = (k: number) => Math.max(low(k), voxel[k] - Math.floor(patch[k] / 2));
  return [around(0), around(1), around(2)];
}
