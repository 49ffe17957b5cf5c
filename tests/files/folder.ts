import { join } from "node:path";

/** A folder that is gone when the test ends. */
export interface TestFolder extends AsyncDisposable {
  readonly path: string;
  /** Path of a file in it. */
  file(name: string): string;
  /** Writes a file in it and gives its path. */
  write(name: string, content: Uint8Array | string, mode?: number): Promise<string>;
}

/** Makes an empty one. */
export async function testFolder(): Promise<TestFolder> {
  const path = await Deno.makeTempDir({ prefix: "dragsaw-test-" });
  const file = (name: string) => join(path, name);
  return {
    path,
    file,
    async write(name, content, mode = 0o644) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await Deno.writeFile(file(name), bytes, { mode });
      return file(name);
    },
    async [Symbol.asyncDispose]() {
      await Deno.remove(path, { recursive: true });
    },
  };
}
