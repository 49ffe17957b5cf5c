import { DataError } from "@dragsaw/core";
import type { Volume } from "@dragsaw/core/volume";
import { readDicomSeries, readVolume } from "@dragsaw/datasets";
import { numbered, type VolumeCase } from "./list_cases.ts";

/**
 * Reads the images of a case, all on one grid.
 *
 * @param channels Over all of them.
 * @throws {DataError} naming the file, what was found and what was wanted.
 */
export async function readImages({ files }: VolumeCase, channels: number): Promise<Volume[]> {
  const images: Volume[] = [];
  for (const file of files) {
    const { isDirectory } = await Deno.stat(file);
    const image = await (isDirectory ? readDicomSeries(file) : readVolume(file)), first = images[0] ?? image;
    if (image.size.some((side, axis) => side !== first.size[axis])) {
      const found = `${image.size.join(" x ")}, expected ${first.size.join(" x ")} as ${files[0]}`;
      throw new DataError([{ kind: "size-mismatch", file, reason: `Found a size of ${found}` }]);
    }
    images.push(image);
  }
  const found = images.reduce((sum, image) => sum + image.channels, 0);
  if (found === channels) return images;
  const names = Array.from({ length: channels }, (_, c) => `CASE_${numbered(c)}`).join(", ");
  const hint = channels > 1 && files.length === 1
    ? `; channels in files of their own are named ${names}`
    : "";
  const reason = `Expected ${channels} channel${channels === 1 ? "" : "s"}, found ${found}${hint}`;
  throw new DataError([{ file: files[0], reason }]);
}
