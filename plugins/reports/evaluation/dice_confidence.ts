/**
 * The Dice that a segmentation has in expectation, were its probabilities right: `2 sum(p y) / (sum(p) + sum(y))` with `y` the
 * predicted foreground (soft Dice confidence: Borges et al. 2024). It ranks images by how much they should be looked at.
 *
 * @param probability Of foreground, 0 to 1.
 * @param prediction Class ids, 0 is background.
 * @returns 0 to 1; 1 where there is no foreground, predicted or possible.
 *
 * @example Sure of one pixel, torn over another that is left out
 * ```ts
 * import { diceConfidence } from "@dragsaw/reports";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(diceConfidence(new Float32Array([1, 0.5]), new Uint8Array([1, 0])), 0.8);
 * ```
 */
export function diceConfidence(probability: Float32Array, prediction: Uint8Array): number {
  let both = 0, sum = 0;
  for (let i = 0; i < probability.length; i++) {
    sum += probability[i];
    if (prediction[i] === 0) continue;
    both += probability[i];
    sum++;
  }
  return sum === 0 ? 1 : Math.min(1, 2 * both / sum);
}
