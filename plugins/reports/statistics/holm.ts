/**
 * P values adjusted for being several (Holm 1979): the smallest times m, the next times m - 1, ..., none below one before it,
 * none above 1. Whatever is below alpha then is significant, with at most alpha the chance of one false find among all.
 *
 * @param values One a comparison; null where there was none to make, which counts for nothing.
 * @returns In the order of `values`.
 *
 * @example Four comparisons
 * ```ts
 * import { holm } from "@dragsaw/reports";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(holm([0.25, null, 0.125, 0.5]), [0.5, null, 0.375, 0.5]);
 * ```
 */
export function holm(values: readonly (number | null)[]): (number | null)[] {
  const rising = values.flatMap((value, place) => value === null ? [] : [{ value, place }])
    .sort((a, b) => a.value - b.value);
  const adjusted: (number | null)[] = values.map(() => null);
  let least = 0;
  for (const [i, { value, place }] of rising.entries()) {
    least = Math.max(least, Math.min(1, (rising.length - i) * value));
    adjusted[place] = least;
  }
  return adjusted;
}
