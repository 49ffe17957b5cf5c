/**
 * What names an entry: SHA-256, in hexadecimal, over what it is made from and how. Same content, same key, wherever the files
 * lie.
 *
 * @param made All that decides what the arrays are, as JSON can tell it: digests of files, settings, a version.
 */
export async function storeKey(made: unknown): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(made)));
  return new Uint8Array(digest).toHex();
}
