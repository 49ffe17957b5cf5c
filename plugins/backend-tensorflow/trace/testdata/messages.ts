/** Bytes of a protocol buffer field: an integer, or text or bytes with their length. */
export function field(number: number, value: number | string | readonly number[]): number[] {
  if (typeof value === "number") return [...varint(BigInt(number << 3)), ...varint(BigInt(value))];
  const bytes = typeof value === "string" ? [...new TextEncoder().encode(value)] : value;
  return [...varint(BigInt(number << 3 | 2)), ...varint(BigInt(bytes.length)), ...bytes];
}

function varint(value: bigint): number[] {
  const rest = BigInt.asUintN(64, value);
  return rest < 128n ? [Number(rest)] : [Number(rest & 127n) | 128, ...varint(rest >> 7n)];
}
