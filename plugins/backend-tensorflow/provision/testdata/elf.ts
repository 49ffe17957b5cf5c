/** A file of `length` bytes that looks like an ELF library for x86_64 whose one segment is all of it. */
export function elf(length: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(length));
  view.setUint32(0, 0x7f454c46);
  view.setUint16(18, 62, true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  view.setBigUint64(64 + 32, BigInt(length), true);
  return new Uint8Array(view.buffer);
}
