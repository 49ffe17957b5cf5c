import { type Case, DataError, type Dataset } from "../data/dataset.ts";
import type { Examination, StoredPicture } from "../data/examination.ts";
import type { VolumeSource } from "../data/volume_source.ts";
import type { Volume } from "../volume/volume.ts";

/** What the dataset tells of a case; of one that tells nothing besides pixels, what can be known from them. */
export async function examine(dataset: Dataset, item: Case): Promise<Examination> {
  try {
    if (dataset.examine) return await dataset.examine(item);
    if (dataset.volumes) return await examineVolumes(dataset.volumes, item);
    const { image, labels } = await dataset.load(item);
    const { width, height, channels } = image;
    return {
      defects: [],
      image: { stored: made(item.image, [width, height], channels, 8), pixels: image },
      ...labels && {
        mask: {
          stored: made(item.mask ?? item.image, [labels.width, labels.height], 1, 8),
          labels,
          largest: NaN,
          widened: 1,
        },
      },
    };
  } catch (error) {
    if (error instanceof DataError) return { defects: error.defects };
    throw error;
  }
}

async function examineVolumes(source: VolumeSource, item: Case): Promise<Examination> {
  const { images: [pixels, ...others], labels } = await source.load(item);
  const stored = (file: string, { size, channels, data }: Volume) =>
    made(
      file,
      size,
      channels,
      8 * data.BYTES_PER_ELEMENT,
      /\.([a-z]+)(\.gz)?$/i.exec(file)?.[1].toLowerCase(),
    );
  return {
    defects: [],
    image: { stored: stored(item.image, pixels), pixels, others },
    ...labels && {
      mask: { stored: stored(item.mask ?? item.image, labels), labels, largest: NaN, widened: 1 },
    },
  };
}

function made(
  file: string,
  size: readonly number[],
  channels: number,
  bits: number,
  format = "",
): StoredPicture {
  return {
    file,
    format,
    size,
    channels,
    bits,
    palette: false,
    orientation: 1,
    lossy: false,
    transparent: false,
  };
}
