import { type Case, DataError, type LabelVolume, type VolumeSample } from "@dragsaw/core/data";
import type { Volume } from "@dragsaw/core/volume";
import { readVolume } from "../formats/volume/volume_file.ts";
import { toClassIds } from "./class_ids.ts";

/** What the files of a case have to hold. */
export interface CaseContent {
  /** Channels over all its images. */
  readonly channels: number;
  /** Value in the file of each class, rising. */
  readonly values: readonly number[];
}

/** Reads images and truth of a case. @throws {DataError} */
export async function readCase(item: Case, { channels, values }: CaseContent): Promise<VolumeSample> {
  const files = item.files ?? [item.image];
  const images = await Promise.all(files.map((file) => readVolume(file)));
  const found = images.reduce((sum, image) => sum + image.channels, 0);
  if (found !== channels) {
    const reason = `Expected ${channels} channel${
      channels === 1 ? "" : "s"
    } for "${item.id}", found ${found}`;
    throw new DataError([{ kind: "dataset-json", file: item.image, reason }]);
  }
  images.forEach((image, i) => refuseOtherGrid(image, files[i], images[0], files[0]));
  if (item.mask === undefined) return { images };
  const labels = await readLabels(item.mask, values);
  refuseOtherGrid(labels, item.mask, images[0], files[0]);
  return { images, labels };
}

/** Reads a truth as class ids. @param values Value in the file of each class, rising. @throws {DataError} */
export async function readLabels(file: string, values: readonly number[]): Promise<LabelVolume> {
  const truth = await readVolume(file);
  if (truth.channels === 1) return toClassIds(truth, values, file);
  const reason = `Expected labels in one channel, found ${truth.channels}`;
  throw new DataError([{ kind: "unknown-channels", file, reason }]);
}

/** Where voxels lie in the world is the business of the data check: files often disagree there by rounding. */
function refuseOtherGrid({ size }: Volume, file: string, wanted: Volume, of: string): void {
  if (size.every((side, axis) => side === wanted.size[axis])) return;
  const reason = `Expected the size of its image, ${wanted.size.join(" x ")}, found ${
    size.join(" x ")
  } (${of})`;
  throw new DataError([{ kind: "size-mismatch", file, reason }]);
}
