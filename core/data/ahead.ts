/**
 * Maps `items` in their order with up to `depth` of them in work at once: reading goes on while the caller computes. It ends,
 * however it ends, when nothing is in work any more.
 *
 * @param items What to map.
 * @param depth Items in work, at least 1.
 * @param map Called in order; a rejection reaches the caller at that item's turn.
 */
export async function* ahead<T, R>(
  items: Iterable<T>,
  depth: number,
  map: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const waiting: Promise<R>[] = [];
  try {
    for (const item of items) {
      const result = map(item);
      // Taken up at its turn below; without this a rejection before that would count as unhandled.
      result.catch(() => {});
      waiting.push(result);
      if (waiting.length >= depth) yield await waiting.shift()!;
    }
    while (waiting.length > 0) yield await waiting.shift()!;
  } finally {
    await Promise.allSettled(waiting);
  }
}
