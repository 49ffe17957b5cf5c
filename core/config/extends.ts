import { basename, dirname, extname, isAbsolute, join, normalize } from "node:path";
import { suggest } from "../registry/suggest.ts";
import { merge } from "./merge.ts";
import { parseYaml } from "./parse.ts";
import { mismatch, type Place, type Problem } from "./problem.ts";
import type { Branch, Tree } from "./tree.ts";

/** Where configs are read from. */
export interface ConfigFiles {
  /** Text of a file; undefined when there is none. */
  read(path: string): Promise<string | undefined>;
  /** Names of the files in a folder; empty when there is none. */
  list(folder: string): Promise<readonly string[]>;
  /** Paths of configs that may be named without one, in `extends` too: those that come with a program. */
  readonly named?: ReadonlyMap<string, string>;
}

/** The disk. */
export const diskFiles: ConfigFiles = {
  async read(path) {
    try {
      return await Deno.readTextFile(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.IsADirectory) {
        return undefined;
      }
      throw error;
    }
  },
  async list(folder) {
    try {
      return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return [];
      throw error;
    }
  },
};

/** A config with all that it extends, or why it cannot be read. */
export interface Layers {
  /** Absent when there are problems. */
  readonly tree?: Branch;
  /** Of every file that was read. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a config and what its `extends` names (a path from its own folder, the name of a config that comes with the program, or
 * a list of them of which later ones lie over earlier ones), and lays it over them.
 */
export async function readLayers(file: string, files: ConfigFiles): Promise<Layers> {
  const problems: Problem[] = [];
  const tree = await readFile(normalize(file), { file }, [], files, problems);
  return problems.length === 0 && tree ? { tree, problems } : { problems };
}

async function readFile(
  path: string,
  from: Place,
  chain: readonly string[],
  files: ConfigFiles,
  problems: Problem[],
): Promise<Branch | undefined> {
  const key = chain.length > 0 ? ["extends"] : [];
  const refuse = (place: Place, path: readonly string[], message: string): undefined => {
    problems.push({ place, path, message });
  };
  if (chain.includes(path)) {
    const cycle = [...chain.slice(chain.indexOf(path)), path].join(" -> ");
    return refuse(from, key, `found the cycle ${cycle}, allowed a chain that ends`);
  }
  const text = await files.read(path);
  if (text === undefined) {
    const folder = dirname(path);
    const names = (await files.list(folder))
      .filter((name) => [".yaml", ".yml"].includes(extname(name)) && !chain.includes(join(folder, name)));
    const known = [...files.named?.keys() ?? []];
    const meant = suggest(basename(path), [...names, ...known]);
    const allowed = [
      names.length > 0 ? `a file; ${folder} has ${names.toSorted().join(", ")}` : "a file",
      ...extname(path) === "" && known.length > 0 ? [`or one of ${known.join(", ")}`] : [],
    ].join("; ");
    return refuse(from, key, mismatch(`no file ${path}`, allowed, meant));
  }
  const parsed = parseYaml(text, path);
  if ("problems" in parsed) {
    problems.push(...parsed.problems);
    return undefined;
  }
  const { tree } = parsed;
  if (tree.kind !== "branch") {
    const found = tree.kind === "list" ? "a list" : tree.value === null ? "nothing" : "a single value";
    return refuse(tree.at, [], mismatch(found, "a map of keys to values"));
  }
  const bases = basesOf(tree, problems);
  const own: Branch = { ...tree, entries: new Map([...tree.entries].filter(([name]) => name !== "extends")) };
  let below: Tree | undefined;
  for (const { name, at } of bases) {
    const target = files.named?.get(name) ?? (isAbsolute(name) ? normalize(name) : join(dirname(path), name));
    const base = await readFile(target, at, [...chain, path], files, problems);
    if (base) below = below ? merge(below, base) : base;
  }
  return (below ? merge(below, own) : own) as Branch;
}

function basesOf(tree: Branch, problems: Problem[]): { name: string; at: Place }[] {
  const entry = tree.entries.get("extends");
  if (!entry) return [];
  const items = entry.node.kind === "list" ? entry.node.items : [entry.node];
  return items.flatMap((item) => {
    if (item.kind === "leaf" && typeof item.value === "string" && item.value !== "") {
      return [{ name: item.value, at: item.at }];
    }
    const found = item.kind === "leaf"
      ? `${JSON.stringify(item.value)}`
      : `a ${item.kind === "list" ? "list" : "map"}`;
    problems.push({
      place: item.at,
      path: ["extends"],
      message: mismatch(found, "a path from this file, or a list of them"),
    });
    return [];
  });
}
