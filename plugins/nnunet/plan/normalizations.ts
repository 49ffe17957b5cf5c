import { volumeOf } from "../preprocess/frame.ts";
import type { Normalization, Scheme } from "../preprocess/normalize.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { median } from "./intensities.ts";

/** Names of channels, in lower case, that say how to normalize; all others are taken for z-scores, as MRI. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  "ct": "ct",
  "nonorm": "none",
  "zscore": "z-score",
  "rescale_to_0_1": "unit-range",
  "rescale_0_1": "unit-range",
  "rgb_to_0_1": "byte",
  "rgb": "byte",
};
/** Volumes of which cropping leaves less (median over cases) have their body normalized by itself. */
const BODY = 3 / 4;

/** How each channel is normalized, by its name and by how much of the volumes is 0. */
export function normalizationsFor({ channels, cases, intensities }: Fingerprint): Normalization[] {
  const left = median(cases.map(({ size, stored }) => volumeOf(size) / volumeOf(stored)));
  return channels.map((name, c) => {
    const scheme = SCHEMES[name.toLowerCase()] ?? "z-score";
    return {
      scheme,
      bodyOnly: scheme === "z-score" && left < BODY,
      ...scheme === "ct" && { intensities: intensities[c] },
    };
  });
}
