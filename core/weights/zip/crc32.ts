const TABLE: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? rest >>> 1 ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** The checksum of zip files: CRC-32 with the polynomial 0xedb88320 (reflected), unsigned. */
export function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) rest = rest >>> 8 ^ TABLE[(rest ^ bytes[i]) & 255];
  return ~rest >>> 0;
}
