import type { Case } from "../data/dataset.ts";
import type { ExaminedImage, ExaminedMask } from "../data/examination.ts";
import type { LabelCounts } from "./label_counts.ts";
import type { ChannelStatistics } from "./statistics.ts";

/** A case as the checks of one case see it. */
export interface Seen {
  /** The case. */
  readonly item: Case;
  /** Its image, where it could be read. */
  readonly image: ExaminedImage | undefined;
  /** Its mask, where it could be read. */
  readonly mask: ExaminedMask | undefined;
  /** Statistics of the image's channels. */
  readonly channels: readonly ChannelStatistics[] | undefined;
  /** What is in the mask. */
  readonly counts: LabelCounts | undefined;
  /** Class names by id. */
  readonly classes: readonly string[];
}
