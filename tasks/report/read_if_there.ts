/** Text of a file; null where there is none. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** The JSON in a file; null where there is none. */
export async function readJson<T>(path: string): Promise<T | null> {
  const text = await readIfThere(path);
  return text === null ? null : JSON.parse(text) as T;
}

/** Names in a folder, in order; none where there is no such folder. */
export async function namesIn(path: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(path))).map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
