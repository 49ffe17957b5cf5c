/** Share of the values that are shown as black, and as white. */
const CLIPPED = .01;

/**
 * Values as grey, 0 to 255: all but the least and the greatest hundredth spread evenly from black to white.
 *
 * @param values At least one, finite. @param among Values that decide what is black and white; these unless given.
 */
export function greyLevels(values: Float64Array, among: Float64Array = values): Uint8Array {
  const sorted = among.toSorted(), at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const low = at(CLIPPED), range = at(1 - CLIPPED) - low || 1;
  return Uint8Array.from(
    values,
    (value) => Math.round(255 * Math.min(1, Math.max(0, (value - low) / range))),
  );
}
