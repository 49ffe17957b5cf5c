/** A package of the workspace. */
export interface Member {
  /** Name in imports, as `@dragsaw/core`. */
  readonly name: string;
  /** Folder from the root, as `plugins/unet`. */
  readonly folder: string;
  /** Files behind its exports, from the root. */
  readonly entries: readonly string[];
}

/** The packages that the root's deno.json lists. */
export async function members(root = "."): Promise<Member[]> {
  const { workspace } = JSON.parse(await Deno.readTextFile(`${root}/deno.json`)) as { workspace: string[] };
  return await Promise.all(workspace.map(async (path) => {
    const folder = path.replace(/^\.\//, "").replace(/\/$/, "");
    const { name, exports } = JSON.parse(await Deno.readTextFile(`${root}/${folder}/deno.json`)) as {
      name: string;
      exports: string | Record<string, string>;
    };
    const files = typeof exports === "string" ? [exports] : Object.values(exports);
    return { name, folder, entries: files.map((file) => `${folder}/${file.replace(/^\.\//, "")}`) };
  }));
}

/** Files that git tracks or would track, from the root, sorted. */
export async function projectFiles(root = "."): Promise<string[]> {
  const { code, stdout, stderr } = await run("git", ["ls-files", "-co", "--exclude-standard", "-z"], root);
  if (code !== 0) throw new Error(`Cannot list the project's files: ${stderr.trim()}`);
  const names = [...new Set(stdout.split("\0"))].filter((name) => name !== "").sort();
  const kept = await Promise.all(names.map(async (name) => (await isFile(`${root}/${name}`)) ? [name] : []));
  return kept.flat();
}

/** The project's own TypeScript: stand-ins for other people's packages apart. */
export async function sourceFiles(root = "."): Promise<string[]> {
  return (await projectFiles(root)).filter((name) =>
    name.endsWith(".ts") && !name.startsWith("tools/offline-std/")
  );
}

/** Whether a file is there for tests only. */
export function isTest(file: string): boolean {
  return /_(test|bench)\.ts$|(^|\/)testdata\/|^tests\//.test(file);
}

/** What a finished command left. */
export interface Finished {
  /** Exit status. */
  readonly code: number;
  /** Standard output. */
  readonly stdout: string;
  /** Standard error. */
  readonly stderr: string;
}

/** Runs a command without colours and waits for it. */
export async function run(
  command: string,
  args: readonly string[],
  cwd = ".",
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const child = new Deno.Command(command, {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
  });
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** Runs this same deno, whatever its place on the machine. */
export function runDeno(
  args: readonly string[],
  cwd = ".",
  env?: Readonly<Record<string, string>>,
): Promise<Finished> {
  return run(Deno.execPath(), args, cwd, env);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false; // Tracked, but deleted in the working tree
  }
}
