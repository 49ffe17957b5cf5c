const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/**
 * Bytes of a text as `8GB`, `7.5 GiB` or `500MB`.
 *
 * @throws {SyntaxError} for anything else. @throws {RangeError} for none.
 */
export function parseBytes(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim()) ?? [];
  const factor = unit === undefined ? undefined : UNITS[unit.toLowerCase()];
  if (factor === undefined) {
    throw new SyntaxError(`Cannot read an amount of memory: expected one as 8GB or 7.5GiB, found "${text}"`);
  }
  const bytes = Math.round(Number(number) * factor);
  if (bytes === 0) throw new RangeError(`Cannot use no memory: expected more than 0 bytes, found "${text}"`);
  return bytes;
}
