import { permutation, type Random } from "./random.ts";

/**
 * An order in which every beginning holds each stratum in its share, to within one: of the first m, a stratum of k among n
 * has more than m k / n - 1 and less than m k / n + 1. Tijdeman 1980, "The chairman assignment problem": of the strata that
 * may come, the one that would first be late. Within a stratum, and between strata that are equally late, the order is random.
 *
 * @param strata The stratum of each item.
 * @param random Draws the order.
 * @returns Indices of the items.
 */
export function stratify(strata: readonly string[], random: Random): number[] {
  const groups = shuffled([...new Set(strata)].sort(), random).map((name) => ({
    items: shuffled(strata.flatMap((one, i) => one === name ? [i] : []), random),
    taken: 0,
  }));
  const count = strata.length, slack = 2 * groups.length - 2;
  if (slack === 0) return groups[0].items;
  return strata.map((_, i) => {
    // All times count * slack, so that these are whole numbers: how far a stratum is behind its share
    const behind = groups.map(({ items, taken }) => ((i + 1) * items.length - taken * count) * slack);
    let next = -1, soonest = Infinity;
    for (const [g, { items }] of groups.entries()) {
      const left = ((slack - 1) * count - behind[g]) / items.length;
      if (behind[g] >= count && left < soonest) [next, soonest] = [g, left];
    }
    return groups[next].items[groups[next].taken++];
  });
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return Array.from(permutation(items.length, random), (i) => items[i]);
}
