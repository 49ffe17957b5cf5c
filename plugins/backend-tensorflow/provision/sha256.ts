import { createHash } from "node:crypto";

const CHUNK = 1 << 20;

/** SHA-256 of a file, hexadecimal, read in pieces. */
export async function sha256Of(file: string): Promise<string> {
  using handle = await Deno.open(file);
  const hash = createHash("sha256");
  const buffer = new Uint8Array(CHUNK);
  for (let n; (n = await handle.read(buffer)) !== null;) hash.update(buffer.subarray(0, n));
  return hash.digest("hex");
}
