/**
 * Randomness is a tree of streams: a stream is named by the path of keys that leads to it (run seed, epoch, case, transform),
 * so what is drawn depends on neither the order of work, the number of workers, nor an interruption.
 *
 * @module
 */

/** A source of random numbers, fixed by the keys it was made from. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Whole number in [0, n). */
  integer(n: number): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
}

/** FNV-1a over the keys with a separator, finished by murmur3's mixer: 32 bits that change with any key. */
function hash(keys: readonly (string | number)[], seed: number): number {
  let h = 0x811c9dc5 ^ seed;
  for (const key of keys) {
    const text = `${typeof key === "number" ? "#" : "$"}${key}/`;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * The stream named by `keys`: sfc32 (Chris Doty-Humphrey, PractRand) started from four hashes of them.
 *
 * @example Same keys, same numbers
 * ```ts
 * import { stream } from "@dragsaw/core/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(stream(7, "epoch", 3).uniform(), stream(7, "epoch", 3).uniform());
 * ```
 */
export function stream(...keys: (string | number)[]): Random {
  let a = hash(keys, 0), b = hash(keys, 0x9e3779b9), c = hash(keys, 0x7f4a7c15), counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  const uniform = () => next() / 0x100000000;
  let spare: number | undefined;
  /** Box-Muller gives numbers in pairs: the second is kept for the next call. */
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform())), angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    integer: (n) => Math.floor(uniform() * n),
    normal,
  };
}

/** The whole numbers 0 to n-1 in the order drawn from `random` (Fisher-Yates). */
export function permutation(n: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Two 32-bit numbers that name a step's random op: the key of stateless random ops inside the step. */
export function key(...keys: (string | number)[]): [number, number] {
  return [hash(keys, 1) | 0, hash(keys, 2) | 0];
}
