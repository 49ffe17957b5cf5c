/** Writes the pieces of `source` to a new file and calls `seen` with each one's length. @returns bytes written. */
export async function writeNew(
  file: string,
  source: AsyncIterable<Uint8Array>,
  seen: (bytes: number) => void = () => {},
): Promise<number> {
  using handle = await Deno.open(file, { write: true, createNew: true });
  let total = 0;
  for await (const piece of source) {
    for (let at = 0; at < piece.length;) at += await handle.write(piece.subarray(at));
    total += piece.length;
    seen(piece.length);
  }
  return total;
}
