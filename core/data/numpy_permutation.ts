/** Words of the generator's state, and how far apart those are that are mixed. */
const WORDS = 624, APART = 397;

/**
 * The permutation of 0 to `count` - 1 that numpy's `RandomState(seed)` shuffles to, and so scikit-learn's `KFold` with that
 * `random_state`: for files and folds that must equal those made there. Everything else draws from `stream()`.
 *
 * @param count 0 to 2^32. @param seed 0 to 2^32 - 1.
 */
export function numpyPermutation(count: number, seed: number): Uint32Array {
  const next = mersenneTwister(seed), order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    // Numbers above i are thrown away; so few bits are looked at that at least every other one is taken
    const mask = 2 ** (32 - Math.clz32(i)) - 1;
    let j = (next() & mask) >>> 0;
    while (j > i) j = (next() & mask) >>> 0;
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Whole numbers of 32 bits by MT19937 (Matsumoto and Nishimura 1998, doi 10.1145/272991.272995), seeded with one number. */
export function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(WORDS);
  state[0] = seed;
  for (let i = 1; i < WORDS; i++) {
    state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
  }
  let at = WORDS;
  return () => {
    if (at === WORDS) {
      twist(state);
      at = 0;
    }
    let word = state[at++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  };
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < WORDS; i++) {
    const word = (state[i] & 0x80000000) | (state[(i + 1) % WORDS] & 0x7fffffff);
    state[i] = state[(i + APART) % WORDS] ^ (word >>> 1) ^ (word & 1 ? 0x9908b0df : 0);
  }
}
