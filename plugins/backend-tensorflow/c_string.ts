const encoder = new TextEncoder();
const cache = new Map<string, Uint8Array<ArrayBuffer>>();

/** Text as a zero-terminated buffer; kept, since op and attribute names come again with every op. */
export function cString(text: string): Uint8Array<ArrayBuffer> {
  let bytes = cache.get(text);
  if (bytes === undefined) cache.set(text, bytes = encoder.encode(text + "\0"));
  return bytes;
}

/** Text as UTF-8 without a terminator. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}
