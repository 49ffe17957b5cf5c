/** Bytes four at a time, as many as there are whole; nothing of other data, and of bytes that begin within a word. */
export function wordsOf(data: Uint8Array | Uint16Array): Uint32Array {
  if (!(data instanceof Uint8Array) || data.byteOffset % 4 !== 0) return new Uint32Array();
  return new Uint32Array(data.buffer, data.byteOffset, data.length >> 2);
}

/** Each value as `table` has it; masks are long runs of one value, so most words are as the one before. */
export function translate(data: Uint8Array | Uint16Array, table: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length), from = wordsOf(data), to = wordsOf(out);
  let last = 0, made = table[0] * 0x01010101;
  for (let i = 0; i < from.length; i++) {
    const word = from[i];
    if (word !== last) {
      made = table[word & 255] | table[(word >>> 8) & 255] << 8 | table[(word >>> 16) & 255] << 16 |
        table[word >>> 24] << 24;
      last = word;
    }
    to[i] = made;
  }
  for (let i = 4 * from.length; i < data.length; i++) out[i] = table[data[i]];
  return out;
}
