import type { Point } from "../charts/decimate.ts";

/** A risk-coverage curve of images. */
export interface ImageRisk {
  /** Share that is kept, rising to 1, and their mean risk. */
  readonly points: readonly Point[];
  /** The same for a confidence that orders the images by their risk. */
  readonly best: readonly Point[];
  /** Mean risk over all coverages (El-Yaniv and Wiener 2010). */
  readonly area: number;
}

/** What is left to lose when images are kept from the surest on. @returns Null for fewer than two images. */
export function imageRisk(
  cases: readonly { readonly confidence: number; readonly risk: number }[],
): ImageRisk | null {
  if (cases.length < 2) return null;
  const points = means(cases.toSorted((a, b) => b.confidence - a.confidence || a.risk - b.risk));
  return {
    points,
    best: means(cases.toSorted((a, b) => a.risk - b.risk)),
    area: points.reduce((sum, [, risk]) => sum + risk, 0) / points.length,
  };
}

function means(cases: readonly { readonly risk: number }[]): Point[] {
  let sum = 0;
  return cases.map(({ risk }, i): Point => [(i + 1) / cases.length, (sum += risk) / (i + 1)]);
}
