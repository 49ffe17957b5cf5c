import { run } from "../workspace.ts";

/** Makes a git folder with the given files for the time of a test; two packages, `core` and `plugins/a`, are there already. */
export async function plant(
  files: Readonly<Record<string, string>>,
  test: (root: string) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir();
  const all: Record<string, string> = {
    "deno.json": `{ "workspace": ["./core", "./plugins/a"] }`,
    "core/deno.json": `{ "name": "@dragsaw/core", "version": "0.1.0", "exports": "./mod.ts" }`,
    "core/mod.ts": "export {};\n",
    "plugins/a/deno.json": `{ "name": "@dragsaw/a", "version": "0.1.0", "exports": "./mod.ts" }`,
    "plugins/a/mod.ts": "export {};\n",
    ...files,
  };
  try {
    for (const [file, text] of Object.entries(all)) {
      await Deno.mkdir(`${root}/${file.replace(/[^/]*$/, "")}`, { recursive: true });
      await Deno.writeTextFile(`${root}/${file}`, text);
    }
    await run("git", ["init", "-q"], root);
    await test(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}
