import { suggest } from "../registry/suggest.ts";
import { alternativesOf } from "./merge.ts";
import { parseYaml } from "./parse.ts";
import type { Place, Problem } from "./problem.ts";
import { type Entry, type Tree, typeOf, unfold } from "./tree.ts";

/**
 * Puts the value of a `--set key.path=value` in place of what is there. The value is YAML, null removes the key, numbers in
 * the path count the items of a list from 0, and a key that contains dots is written as it is.
 *
 * @returns The changed tree, and why it is not when it is not.
 */
export function applySet(tree: Tree, argument: string): { tree: Tree; problems: readonly Problem[] } {
  const place: Place = { file: `--set ${argument}` };
  const refuse = (message: string) => ({ tree, problems: [{ place, path: [], message }] });
  const equals = argument.indexOf("=");
  const path = argument.slice(0, Math.max(0, equals)).trim();
  if (equals < 0) return refuse(`found no "=", allowed key.path=value`);
  if (path.split(".").includes("")) return refuse(`found the path "${path}", allowed keys joined by dots`);
  if (path === "extends") return refuse("found extends, allowed in files only");
  const value = parseYaml(argument.slice(equals + 1), place.file, place);
  if ("problems" in value) {
    return { tree, problems: value.problems.map((problem) => ({ ...problem, path: path.split(".") })) };
  }
  try {
    return { tree: replace(tree, path.split("."), value.tree, place, ""), problems: [] };
  } catch (error) {
    if (error instanceof RangeError) return refuse(error.message);
    throw error;
  }
}

function replace(tree: Tree, path: readonly string[], value: Tree, place: Place, section: string): Tree {
  if (path.length === 0) return value;
  if (tree.kind === "list") return replaceItem(tree.items, path, value, place, section, tree.at);
  const base = unfold(tree);
  const old: ReadonlyMap<string, Entry> = base.kind === "branch" ? base.entries : new Map();
  const length = keyLength(old, path);
  const key = path.slice(0, length).join("."), rest = path.slice(length);
  const removes = rest.length === 0 && value.kind === "leaf" && value.value === null;
  if (removes && !old.has(key)) {
    const known = [...old.keys()], meant = suggest(key, known);
    const hint = meant ? `; did you mean "${meant}"?` : "";
    throw new RangeError(`found nothing to remove, allowed one of ${known.join(", ") || "(none)"}${hint}`);
  }
  const entries = new Map(rest.length === 0 && key === "type" ? keptBy(old, value) : old);
  if (removes) entries.delete(key);
  else {
    const below = entries.get(key)?.node ?? { kind: "branch", at: place, entries: new Map() };
    const node = replace(below, rest, value, place, section ? `${section}.${key}` : key);
    entries.set(key, { key: place, node });
    for (const other of alternativesOf(section, key)) entries.delete(other);
  }
  return { kind: "branch", at: tree.at, entries };
}

function replaceItem(
  items: readonly Tree[],
  [step, ...rest]: readonly string[],
  value: Tree,
  place: Place,
  section: string,
  at: Place,
): Tree {
  const index = /^\d+$/.test(step) ? Number(step) : NaN;
  if (!(index < items.length)) {
    const allowed = items.length > 0
      ? `a number from 0 to ${items.length - 1}`
      : "the whole list: it is empty";
    throw new RangeError(`found "${step}" as the index of ${section}, allowed ${allowed}`);
  }
  const changed = replace(items[index], rest, value, place, `${section}.${index}`);
  return { kind: "list", at, items: items.with(index, changed) };
}

/** How many steps of the path make one key: the longest key that exists, else one step. */
function keyLength(entries: ReadonlyMap<string, Entry>, path: readonly string[]): number {
  for (let length = path.length; length > 1; length--) {
    if (entries.has(path.slice(0, length).join("."))) return length;
  }
  return 1;
}

/** What stays of a component whose type is set: all of it for the same type, else what other `--set` have put there. */
function keptBy(entries: ReadonlyMap<string, Entry>, type: Tree): [string, Entry][] {
  const old = entries.get("type")?.node;
  const same = old !== undefined && typeOf(old) === typeOf(type);
  return [...entries].filter(([, { key }]) => same || key.line === undefined);
}
