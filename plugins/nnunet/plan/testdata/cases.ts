import type { Triple } from "@dragsaw/core/volume";
import type { CaseFingerprint } from "../case_fingerprint.ts";
import type { Fingerprint } from "../fingerprint.ts";
import type { Intensities } from "../intensities.ts";

const FLAT: Intensities = { mean: 40, deviation: 10, median: 40, least: -5, most: 90, low: 0, high: 80 };

/** A case of that size and spacing (up, front, right), of which the whole is not 0 unless `stored` says more. */
export function caseOf(size: Triple, spacing: Triple, stored: Triple = size): CaseFingerprint {
  return { id: "case", stored, size, spacing, volumes: [], intensities: [] };
}

/** As many equal cases, of one channel and one class. */
export function fingerprintOfCases(
  cases: readonly CaseFingerprint[],
  channels: readonly string[] = ["MRI"],
): Fingerprint {
  return { channels, classes: ["background", "organ"], cases, intensities: channels.map(() => FLAT) };
}
