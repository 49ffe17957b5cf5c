import { dirname, join } from "node:path";
import type { Target } from "./platform.ts";

const USUAL: Readonly<Record<string, readonly string[]>> = {
  linux: ["/usr/local/lib", "/usr/local/lib64", "/usr/lib", "/usr/lib64", "/lib", "/lib64"],
  darwin: ["/usr/local/lib", "/opt/homebrew/lib", "/usr/lib"],
  windows: [],
};

/** Folders where the system's loader would look for a library, in its order, and an active conda environment's. */
export async function loaderFolders(
  { os, arch }: Target,
  environment: (name: string) => string | undefined,
): Promise<readonly string[]> {
  const windows = os === "windows";
  const variable = windows ? "PATH" : os === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
  const folders = (environment(variable) ?? "").split(windows ? ";" : ":").filter((folder) => folder !== "");
  const conda = environment("CONDA_PREFIX");
  if (conda) folders.push(windows ? join(conda, "Library", "bin") : join(conda, "lib"));
  if (os === "linux") folders.push(...await configured("/etc/ld.so.conf"), `/usr/lib/${arch}-linux-gnu`);
  folders.push(...USUAL[os] ?? []);
  return [...new Set(folders)];
}

/** Folders in a file for ldconfig, with those in the files that it includes (`include ld.so.conf.d/*.conf`). */
export async function configured(file: string): Promise<string[]> {
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch {
    // musl systems and locked-down ones have none.
    return [];
  }
  const folders: string[] = [];
  for (const line of text.split("\n").map((line) => line.replace(/#.*/, "").trim())) {
    const include = /^include\s+(.+)$/.exec(line)?.[1];
    if (include) {
      for (const path of await matches(include, dirname(file))) folders.push(...await configured(path));
    } else if (line.startsWith("/")) folders.push(line);
  }
  return folders;
}

/** Files that a pattern with `*` in its last part names, sorted. */
async function matches(pattern: string, base: string): Promise<string[]> {
  const path = pattern.startsWith("/") ? pattern : join(base, pattern);
  const last = path.slice(path.lastIndexOf("/") + 1);
  const parts = last.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const name = new RegExp(`^${parts.join(".*")}$`);
  try {
    const names: string[] = [];
    for await (const entry of Deno.readDir(dirname(path))) if (name.test(entry.name)) names.push(entry.name);
    return names.sort().map((found) => join(dirname(path), found));
  } catch {
    return [];
  }
}
