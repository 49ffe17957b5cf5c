import { type Tree, typeOf } from "@dragsaw/core/config";
import { suggest } from "@dragsaw/core/registry";

/** The type that a key `type=NAME` asks for; undefined for other keys. */
export function wantedType(key: string): string | undefined {
  return /^type=(.+)$/.exec(key)?.[1];
}

/** Whether the tree is a component of the type, or of one that begins so where `wanted` ends with `*`. */
export function matches(wanted: string, tree: Tree): boolean {
  const type = typeOf(tree);
  return wanted.endsWith("*") ? type?.startsWith(wanted.slice(0, -1)) === true : type === wanted;
}

/** What is wrong with a selector that finds nothing among `there`. */
export function noMatch(wanted: string, there: readonly Tree[]): string {
  const types = [...new Set(there.map(typeOf))].filter((type) => type !== undefined);
  const meant = suggest(wanted, types), hint = meant ? `; did you mean "type=${meant}"?` : "";
  return `found type=${wanted}, the base has there ${types.join(", ") || "no component"}${hint}`;
}

/** Whether the tree is what removes a key. */
export function isNull(tree: Tree): boolean {
  return tree.kind === "leaf" && tree.value === null;
}
