/** A member of a tar archive. */
export interface TarEntry {
  /** Path in the archive. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** `link` is a hard or symbolic one, `other` a device or what else is no data. */
  readonly kind: "file" | "folder" | "link" | "other";
}

/** What the 512 bytes before a member say; `extended` is about the member that follows. */
export interface TarHeader extends Omit<TarEntry, "kind"> {
  /** As {@linkcode TarEntry}, or what tells more about the next members than fits a header. */
  readonly kind: TarEntry["kind"] | "long-name" | "long-link" | "extended" | "global";
}

const decoder = new TextDecoder();
const KINDS: Readonly<Record<string, TarHeader["kind"]>> = {
  "0": "file",
  "\0": "file",
  "7": "file",
  "1": "link",
  "2": "link",
  "5": "folder",
  L: "long-name",
  K: "long-link",
  x: "extended",
  g: "global",
};

/** name 0..100, size 124..136, checksum 148..156, type 156, magic 257, prefix 345..500 (POSIX ustar). @throws {SyntaxError} */
export function parseTarHeader(header: Uint8Array, archive: string): TarHeader {
  const text = (from: number, to: number) => decoder.decode(header.subarray(from, to)).split("\0")[0].trim();
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  const size = header[124] & 0x80 ? base256(header.subarray(125, 136)) : parseInt(text(124, 136) || "0", 8);
  if (parseInt(text(148, 156), 8) !== sum || !Number.isSafeInteger(size) || size < 0) {
    throw new SyntaxError(`${archive} holds a header that is no tar header`);
  }
  // GNU tar keeps times where POSIX has the prefix
  const prefix = decoder.decode(header.subarray(257, 263)) === "ustar\0" ? text(345, 500) : "";
  const name = prefix ? `${prefix}/${text(0, 100)}` : text(0, 100);
  const kind = KINDS[String.fromCharCode(header[156])] ?? "other";
  // Before POSIX a folder was a file with a slash at its end
  return {
    name,
    size: kind === "link" ? 0 : size,
    kind: kind === "file" && name.endsWith("/") ? "folder" : kind,
  };
}

/** Sizes beyond 8 GB, as GNU tar writes them. */
function base256(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

/** Records "LENGTH key=value\n" of an extended header. @throws {SyntaxError} */
export function parseExtended(bytes: Uint8Array, archive: string): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const length = space < 0 ? NaN : Number(decoder.decode(bytes.subarray(at, space)));
    if (!(length > space - at) || at + length > bytes.length) {
      throw new SyntaxError(`${archive} holds a damaged extended header`);
    }
    const [key, ...value] = decoder.decode(bytes.subarray(space + 1, at + length - 1)).split("=");
    records.set(key, value.join("="));
    at += length;
  }
  return records;
}
