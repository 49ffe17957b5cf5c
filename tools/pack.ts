/**
 * Writes `tasks/packaged.json`: what the package `@dragsaw/dragsaw` carries from beside itself. The registry takes no imports of
 * text, and a file that is fetched is not there without a network, as on the nodes of a cluster.
 *
 *     deno task pack
 *
 * @module
 */

const FILE = "tasks/packaged.json";

/** What a task is outside. */
interface PackagedTask {
  readonly description: string;
  /** Options of `deno run`. */
  readonly permissions: readonly string[];
}

/** What is read of the root's deno.json. */
interface Root {
  readonly tasks: Readonly<Record<string, { description: string; command: string }>>;
}

/** What is read of the package's deno.json. */
interface Package {
  readonly exports: Readonly<Record<string, string>>;
  readonly publish: { readonly exclude: readonly string[] };
}

/**
 * Text of `tasks/packaged.json`: every config by its path from `configs`, every task that the package exports, and what
 * `deno task new` makes packages from.
 */
export async function packedText(root = "."): Promise<string> {
  const packed = {
    configs: await texts(`${root}/configs`, ".yaml"),
    tasks: await tasks(root),
    templates: await texts(`${root}/tasks/new/templates`, ".ts"),
    license: await Deno.readTextFile(`${root}/LICENSE`),
  };
  return JSON.stringify(packed, null, 1) + "\n";
}

/** A file that is not what would be written now, and tasks that are not in the package. One line each. */
export async function checkPacked(root = "."): Promise<string[]> {
  const there = await Deno.readTextFile(`${root}/${FILE}`);
  const stale = there === await packedText(root) ? [] : [`${FILE} is out of date: run deno task pack`];
  return [...stale, ...await unexported(root)];
}

/** Tasks that outside projects would miss: neither exported nor left out by name. */
async function unexported(root: string): Promise<string[]> {
  const { tasks } = await readJson<Root>(`${root}/deno.json`);
  const { exports, publish } = await readJson<Package>(`${root}/tasks/deno.json`);
  return Object.entries(tasks).flatMap(([name, { command }]) => {
    const file = /\btasks\/([\w-]+\.ts)/.exec(command)?.[1];
    const known = file === undefined || Object.values(exports).includes(`./${file}`) ||
      publish.exclude.includes(file);
    return known
      ? []
      : [`tasks/deno.json: the task ${name} is neither under exports nor under publish.exclude`];
  });
}

/** Files below a folder that end so, by their paths from there. */
async function texts(folder: string, ending: string, under = ""): Promise<Record<string, string>> {
  const entries = await Array.fromAsync(Deno.readDir(`${folder}/${under}`));
  const found: Record<string, string> = {};
  for (const { name, isDirectory } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    const path = under + name;
    if (isDirectory) Object.assign(found, await texts(folder, ending, `${path}/`));
    else if (name.endsWith(ending)) found[path] = await Deno.readTextFile(`${folder}/${path}`);
  }
  return found;
}

async function tasks(root: string): Promise<Record<string, PackagedTask>> {
  const { tasks } = await readJson<Root>(`${root}/deno.json`);
  const { exports } = await readJson<Package>(`${root}/tasks/deno.json`);
  return Object.fromEntries(
    Object.entries(tasks).filter(([name]) => `./${name}` in exports).map((
      [name, { description, command }],
    ) => [
      name,
      { description, permissions: command.split(" ").filter((word) => /^(-A|--allow-.*)$/.test(word)) },
    ]),
  );
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await Deno.readTextFile(file)) as T;
}

if (import.meta.main) await Deno.writeTextFile(FILE, await packedText());
