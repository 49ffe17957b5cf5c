import { createHash } from "node:crypto";

const CHUNK = 1 << 20;

/** How {@linkcode checksumOf} reads. */
export interface ChecksumOptions {
  /** `sha256` when absent; `md5` tells a damaged file, not a forged one. */
  readonly algorithm?: "sha256" | "md5";
  /** Called with the bytes of each piece. */
  readonly seen?: (bytes: number) => void;
  /** Stops between pieces. */
  readonly signal?: AbortSignal;
}

/** Checksum of a file, hexadecimal, read in pieces of a megabyte. */
export async function checksumOf(file: string, options: ChecksumOptions = {}): Promise<string> {
  const { algorithm = "sha256", seen, signal } = options;
  using handle = await Deno.open(file);
  const hash = createHash(algorithm);
  const buffer = new Uint8Array(CHUNK);
  for (let n; (n = await handle.read(buffer)) !== null;) {
    signal?.throwIfAborted();
    hash.update(buffer.subarray(0, n));
    seen?.(n);
  }
  return hash.digest("hex");
}
