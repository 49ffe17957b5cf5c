/** One field of a protocol buffer message: its number, and its integer or its bytes. */
export type Field = { readonly number: number; readonly value: number | Uint8Array };

/**
 * Walks the fields of a protocol buffer message; integers of 64 bits count as signed, fixed fields come as bytes.
 *
 * @throws {SyntaxError} when the bytes are not a message.
 */
export function* readFields(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    const start = at;
    for (let value = 0, scale = 1;; scale *= 128) {
      if (at >= message.length) throw new SyntaxError("Reading a protocol buffer: it ends within a number");
      const byte = message[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return Number.isSafeInteger(value) ? value : signed(message.subarray(start, at));
    }
  };
  const bytes = (length: number): Uint8Array => {
    if (at + length > message.length) {
      throw new SyntaxError("Reading a protocol buffer: it ends within a field");
    }
    return message.subarray(at, at += length);
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8), wire = tag % 8;
    if (wire === 0) yield { number, value: varint() };
    else if (wire === 1) yield { number, value: bytes(8) };
    else if (wire === 2) yield { number, value: bytes(varint()) };
    else if (wire === 5) yield { number, value: bytes(4) };
    else throw new SyntaxError(`Reading a protocol buffer: found wire type ${wire}, wanted 0, 1, 2 or 5`);
  }
}

/** A number with more bits than JavaScript's have; below 0 it takes all 64. */
function signed(bytes: Uint8Array): number {
  const bits = bytes.reduceRight((value, byte) => value << 7n | BigInt(byte & 127), 0n);
  return Number(BigInt.asIntN(64, bits));
}
