import { wordsOf } from "./words.ts";

/** How often each value occurs: `counts[v]` pixels have the value v. */
export function histogram(data: Uint8Array | Uint16Array, range: number): Uint32Array {
  const counts = new Uint32Array(range + 1), words = wordsOf(data);
  const add = (word: number, times: number) => {
    for (let shift = 0; shift < 32; shift += 8) counts[(word >>> shift) & 255] += times;
  };
  // Masks are long runs of one value: a run is counted by itself and stored once.
  let run = 0, last = 0;
  for (let i = 0; i < words.length; i++, run++) {
    const word = words[i];
    if (word === last) continue;
    add(last, run);
    run = 0;
    last = word;
  }
  add(last, run);
  for (let i = 4 * words.length; i < data.length; i++) counts[data[i]]++;
  return counts;
}

/** The most frequent values in words: `0 (61.2%), 255 (38.1%), 7 (0.1%) and 40 more values`. */
export function describeValues(counts: Uint32Array, most = 6): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const found = [...counts.entries()].filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  const named = found.slice(0, most).map(([value, count]) =>
    `${value} (${(100 * count / total).toFixed(1)}%)`
  );
  const more = found.length - named.length;
  return named.join(", ") + (more > 0 ? ` and ${more} more value${more === 1 ? "" : "s"}` : "");
}
