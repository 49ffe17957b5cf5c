import type { Case, Dataset, Defect } from "../data/dataset.ts";
import type { StoredPicture } from "../data/examination.ts";
import { checkImage } from "./check_image.ts";
import { checkMask } from "./check_mask.ts";
import { checkGeometry } from "./check_geometry.ts";
import { checkSizes } from "./check_sizes.ts";
import { contentHash, textHash } from "./content_hash.ts";
import { examine } from "./examine.ts";
import { type LabelCounts, labelCounts } from "./label_counts.ts";
import { type Look, lookOf } from "./look.ts";
import { isVolume } from "./plane.ts";
import { type ChannelStatistics, channelStatistics } from "./statistics.ts";

/** What a check keeps of a case: enough to compare it with all others, and small. */
export interface CaseRecord {
  /** What is wrong with it alone. */
  readonly defects: readonly Defect[];
  /** Of an image that could be read. */
  readonly image?: {
    /** What its file says. */
    readonly stored: StoredPicture;
    /** Hash of its pixels. */
    readonly content: string;
    /** What it looks like; absent where that says nothing. */
    readonly look?: Look | undefined;
    /** Intensities by channel. */
    readonly channels: readonly ChannelStatistics[];
    /** Distance of neighbouring voxels, mm; of volumes. */
    readonly spacing?: readonly number[];
  };
  /** Of a mask that could be read. */
  readonly mask?: LabelCounts & {
    /** Hash of its class ids. */
    readonly content: string;
    /** Largest value in the file; null where that is not known. */
    readonly largest: number | null;
  };
}

/** Reads a case once, checks it alone, and keeps what comparing it with others takes. */
export async function recordOf(dataset: Dataset, item: Case): Promise<CaseRecord> {
  const { defects, image, mask } = await examine(dataset, item);
  const pictures = image ? [image.pixels, ...image.others ?? []] : [];
  const channels = image && pictures.flatMap(channelStatistics);
  const counts = mask && labelCounts(mask.labels);
  const seen = { item, image, mask, channels, counts, classes: dataset.classes };
  const odd = [checkImage, checkSizes, checkMask, checkGeometry].flatMap((check) => check(seen));
  return {
    defects: [...defects, ...odd],
    ...image && channels && {
      image: {
        stored: image.stored,
        content: await textHash((await Promise.all(pictures.map(contentHash))).join()),
        look: lookOf(image.pixels),
        channels,
        ...isVolume(image.pixels) && { spacing: image.pixels.spacing },
      },
    },
    ...mask && counts && {
      mask: {
        ...counts,
        content: await contentHash(mask.labels),
        largest: Number.isNaN(mask.largest) ? null : mask.largest,
      },
    },
  };
}
