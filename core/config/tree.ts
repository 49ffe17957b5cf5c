import type { Path, Place } from "./problem.ts";

/** A value in a config that knows where it was written. */
export type Tree = Leaf | Branch | List;

/** A text, number, boolean or null. */
export interface Leaf {
  /** Tells it from the others. */
  readonly kind: "leaf";
  /** Where it begins. */
  readonly at: Place;
  /** What it says. */
  readonly value: unknown;
}

/** A map. */
export interface Branch {
  /** Tells it from the others. */
  readonly kind: "branch";
  /** Where its key stands, or where it begins when it has none. */
  readonly at: Place;
  /** In the order they were written. */
  readonly entries: ReadonlyMap<string, Entry>;
}

/** A key with its value. */
export interface Entry {
  /** Where the key stands. */
  readonly key: Place;
  /** The value. */
  readonly node: Tree;
}

/** A list. */
export interface List {
  /** Tells it from the others. */
  readonly kind: "list";
  /** Where its key stands, or where it begins when it has none. */
  readonly at: Place;
  /** In order. */
  readonly items: readonly Tree[];
}

/** The value without its places. */
export function valueOf(tree: Tree): unknown {
  if (tree.kind === "leaf") return tree.value;
  if (tree.kind === "list") return tree.items.map(valueOf);
  return Object.fromEntries([...tree.entries].map(([key, { node }]) => [key, valueOf(node)]));
}

/** Where the value at `path` stands, or the nearest that there is around it; with `key`, where its key stands. */
export function locate(tree: Tree, path: Path, key = false): Place {
  let place = tree.at;
  for (const [i, step] of path.entries()) {
    const entry = tree.kind === "branch" ? tree.entries.get(String(step)) : undefined;
    const next = tree.kind === "list" ? tree.items[Number(step)] : entry?.node;
    if (!next) break;
    place = key && entry && i === path.length - 1 ? entry.key : next.at;
    tree = next;
  }
  return place;
}

/** Name of the component that the tree describes, if it does: its `type`, or a bare name. */
export function typeOf(tree: Tree): string | undefined {
  const node = tree.kind === "branch" ? tree.entries.get("type")?.node : tree;
  return node?.kind === "leaf" && typeof node.value === "string" ? node.value : undefined;
}

/** A bare component name as the map that it is short for; any other tree as it is. */
export function unfold(tree: Tree): Tree {
  if (tree.kind !== "leaf" || typeof tree.value !== "string") return tree;
  return { kind: "branch", at: tree.at, entries: new Map([["type", { key: tree.at, node: tree }]]) };
}
