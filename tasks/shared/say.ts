/** Writes all of `text`. A reader that has left, as `| head` does, is no reason to end hours of work: it is dropped then. */
export function say(text: string, to: { writeSync(bytes: Uint8Array): number } = Deno.stdout): void {
  let bytes = new TextEncoder().encode(text);
  try {
    while (bytes.length > 0) bytes = bytes.subarray(to.writeSync(bytes));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
