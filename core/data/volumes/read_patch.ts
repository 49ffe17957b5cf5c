import { copyPatch, within } from "./copy_patch.ts";
import { compose3, IDENTITY3, mirrorsOf } from "./linear3.ts";
import type { Box, PreparedReader } from "./prepared_case.ts";
import { samplePatch } from "./sample_patch.ts";
import { sampledBox, sampleGrid } from "./sampled_box.ts";
import type { VolumeDraw } from "./volume_transform.ts";

/**
 * One patch of a case with what was drawn for it: a single resampling through the maps of all draws, of that part of the case
 * alone which it takes, then what changes voxels. A patch that is at most mirrored is a copy, to the bit. 0 outside the case.
 *
 * @param patch Where it lies in the case, possibly beyond its borders, and its voxels.
 * @param draws In the order of the transforms: the first acts first.
 * @returns The image, channel slowest, and class ids where the case has them.
 */
export async function readPatch(
  reader: PreparedReader,
  patch: Box,
  draws: readonly VolumeDraw[],
): Promise<{ image: Float32Array; labels?: Uint8Array }> {
  // Each map leads from a transform's output back to its input: the last transform's comes first
  const map = draws.reduce((map, draw) => draw.map ? compose3(map, draw.map) : map, IDENTITY3);
  const mirrors = mirrorsOf(map), grid = sampleGrid(patch, map);
  const box = mirrors ? within(patch, reader.size) : sampledBox(grid, patch.size, reader.size);
  const made = !box
    ? nothing(reader, patch)
    : mirrors
    ? copyPatch(await reader.read(box), box, mirrors, patch)
    : samplePatch(await reader.read(box), box, grid, patch.size);
  const image = { data: made.image, size: patch.size, channels: reader.channels };
  for (const { voxels } of draws) voxels?.(image);
  return made;
}

/** A patch that holds nothing of its case. */
function nothing(
  { channels, places }: PreparedReader,
  { size }: Box,
): { image: Float32Array; labels?: Uint8Array } {
  const each = size[0] * size[1] * size[2], image = new Float32Array(channels * each);
  return places ? { image, labels: new Uint8Array(each) } : { image };
}
