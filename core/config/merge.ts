import type { Branch, Entry, Tree } from "./tree.ts";
import { typeOf, unfold } from "./tree.ts";

/** Keys that say the same thing in two ways: naming one in an upper config removes the others from below. */
const ALTERNATIVES: readonly { readonly section: string; readonly keys: readonly string[] }[] = [
  { section: "train", keys: ["epochs", "steps"] },
];

/**
 * Lays one config over another: maps merge key by key, anything else replaces what it lies on, and null removes it. A
 * component of another `type` replaces the one below wholly: options of one mean nothing to the other.
 */
export function merge(below: Tree, above: Tree): Tree {
  return mergeNodes(below, above, "");
}

function mergeNodes(below: Tree, above: Tree, section: string): Tree {
  if (above.kind !== "branch") return above;
  const base = unfold(below);
  if (base.kind !== "branch" || changesType(base, above)) return above;
  const entries = new Map<string, Entry>(base.entries);
  for (const [key, { key: place, node }] of above.entries) {
    const old = entries.get(key);
    if (old && isNull(node)) entries.delete(key);
    else {entries.set(key, {
        key: place,
        node: old ? mergeNodes(old.node, node, section ? `${section}.${key}` : key) : node,
      });}
    for (const other of isNull(node) ? [] : alternativesOf(section, key)) {
      if (!above.entries.has(other)) entries.delete(other);
    }
  }
  return { kind: "branch", at: above.at, entries };
}

/** Other keys of `section` that `key` takes the place of. */
export function alternativesOf(section: string, key: string): readonly string[] {
  const group = ALTERNATIVES.find((item) => item.section === section && item.keys.includes(key));
  return group?.keys.filter((other) => other !== key) ?? [];
}

function changesType(below: Branch, above: Branch): boolean {
  const type = typeOf(above);
  return type !== undefined && type !== typeOf(below);
}

function isNull(tree: Tree): boolean {
  return tree.kind === "leaf" && tree.value === null;
}
