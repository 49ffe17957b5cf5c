import { type Placement, type PreparedCase, stream, type VolumeSample } from "@dragsaw/core/data";
import type { Triple } from "@dragsaw/core/volume";
import { frameOf, volumeOf } from "./frame.ts";
import { gather, gatherLabels } from "./gather.ts";
import { foregroundLocations } from "./locations.ts";
import { bodyMask, channelsOf, cropToNonzero } from "./nonzero.ts";
import { type Normalization, normalize } from "./normalize.ts";
import { interpolations, placementOf, type TargetSpacing } from "./placement.ts";
import { resample } from "./resample.ts";
import { resampleLabels } from "./resample_labels.ts";

/** What preparing a case depends on, besides the case. */
export interface PrepareSettings {
  /** Which of up (0), front (1) and right (2) are depth, height and width. */
  readonly order: Triple;
  /** Spacing to resample to. */
  readonly spacing: TargetSpacing;
  /** For each channel. */
  readonly normalizations: readonly Normalization[];
  /** Classes with background. */
  readonly classes: number;
  /** Places kept of each class; 10000 unless given. */
  readonly locations?: number;
  /** Root of the random stream that places are drawn from; 0 unless given. */
  readonly seed?: number;
}

/**
 * Prepares a case: canonical orientation, crop to what is not 0, normalization, resampling with cubic splines, labels linearly,
 * places of the classes. Besides what it returns, it takes at most three channels' worth of float32 at their largest size.
 *
 * @param id Of the case: names its random stream.
 * @throws {RangeError} when channels are not as many as normalizations, or intensities are not finite.
 */
export function prepareCase(id: string, sample: VolumeSample, settings: PrepareSettings): PreparedCase {
  const { classes, locations = 10_000, seed = 0 } = settings;
  const channels = channelsOf(sample.images);
  const placement = placementOf(
    cropToNonzero(frameOf(sample.images[0], settings.order), channels),
    settings.spacing,
  );
  const image = prepareImage(id, channels, placement, settings.normalizations);
  const prepared = { size: placement.size, channels: channels.length, image, placement };
  if (!sample.labels) return prepared;
  const { frame, size } = placement;
  const stored = gatherLabels(sample.labels.data, frame);
  const labels = resampleLabels(stored, frame.size, size, interpolations(placement, "linear"));
  const random = stream(seed, "locations", id);
  return { ...prepared, labels, locations: foregroundLocations(labels, classes, locations, random) };
}

function prepareImage(
  id: string,
  channels: ReturnType<typeof channelsOf>,
  placement: Placement,
  normalizations: readonly Normalization[],
): Float32Array {
  if (channels.length !== normalizations.length) {
    throw new RangeError(
      `Cannot prepare "${id}": expected ${normalizations.length} channels, found ${channels.length}`,
    );
  }
  const { frame, size } = placement, each = volumeOf(size);
  const masked = normalizations.some(({ bodyOnly, scheme }) => bodyOnly && scheme === "z-score");
  const body = masked ? bodyMask(frame, channels) : undefined;
  const options = { interpolation: interpolations(placement, "cubic"), clip: true };
  const image = new Float32Array(channels.length * each);
  channels.forEach((voxels, c) => {
    const values = gather(voxels, frame);
    try {
      normalize(values, normalizations[c], body);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new RangeError(`Cannot prepare channel ${c} of "${id}": ${cause.message}`, { cause });
    }
    image.set(resample(values, frame.size, size, options), c * each);
  });
  return image;
}
