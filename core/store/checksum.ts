/**
 * 32 bits that change with any change to one word of `bytes`, and nearly surely with any other damage: murmur3's mixing, word by
 * word. No protection against forgery.
 */
export function checksum(bytes: Uint8Array): number {
  const words = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const whole = words.length >> 2, view = new Uint32Array(words.buffer, words.byteOffset, whole);
  let h = 0x9747b28c ^ bytes.length;
  for (let i = 0; i < whole; i++) {
    h = mix(h, view[i]);
  }
  let rest = 0;
  for (let i = 4 * whole; i < words.length; i++) rest = (rest << 8) | words[i];
  h = mix(h, rest);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Invertible in `h` and in `word`: one word that differs can not be made up for by those that follow. */
function mix(h: number, word: number): number {
  const k = Math.imul(word, 0xcc9e2d51);
  h ^= Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}
