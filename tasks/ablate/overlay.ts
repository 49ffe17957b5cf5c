import {
  type Branch,
  type Entry,
  merge,
  type Path,
  type Problem,
  type Tree,
  typeOf,
} from "@dragsaw/core/config";
import { suggest } from "@dragsaw/core/registry";
import { isNull, matches, noMatch, wantedType } from "./selector.ts";

/** What `$name` stands for: names by the type of the base's model. */
export type Values = Branch | undefined;

/** A changed config, and why it is not when it is not. */
export interface Overlaid {
  readonly tree: Branch;
  readonly problems: readonly Problem[];
}

/**
 * Lays the changes of a row over a config. Beyond what `extends` can: the key `type=NAME` stands for every component of
 * that type in a map or list (`pdcr*`: of every type that begins so), of which a component takes all, in their order; and the text `$name` for what `values` has under the
 * type of the config's model, in the place of what is there.
 */
export function overlay(base: Branch, set: Branch, values: Values): Overlaid {
  const problems: Problem[] = [];
  const model = typeOf(base.entries.get("model")?.node ?? base);
  const plain = new Plain(model, values, (at, path, message) => problems.push({ place: at, path, message }));
  return { tree: merge(base, plain.tree(set, base, [])) as Branch, problems };
}

/** Turns changes into such as `extends` knows. */
class Plain {
  constructor(
    private readonly model: string | undefined,
    private readonly values: Values,
    private readonly refuse: (at: Tree["at"], path: Path, message: string) => void,
  ) {}

  /** @param below What the changes are laid over. */
  tree(above: Tree, below: Tree | undefined, path: Path): Tree {
    if (above.kind === "leaf") return whole(this.named(above, path), above, below);
    if (above.kind === "list") {
      return { ...above, items: above.items.map((item, i) => this.tree(item, undefined, [...path, i])) };
    }
    const selects = [...above.entries.keys()].some((key) => wantedType(key) !== undefined);
    return below?.kind === "list" && selects
      ? this.items(above, below.items, path)
      : this.map(above, below?.kind === "branch" ? below.entries : new Map(), path);
  }

  private map(above: Branch, old: ReadonlyMap<string, Entry>, path: Path): Tree {
    const entries = new Map<string, Entry>();
    for (const [key, { key: at, node }] of above.entries) {
      const wanted = wantedType(key), inside = [...path, key];
      const chosen: readonly (readonly [string, Tree | undefined])[] = wanted === undefined
        ? [[key, old.get(key)?.node]]
        : this.chosen(wanted, [...old].map(([name, { node }]) => [name, node]), { at, node }, inside);
      for (const [name, below] of chosen) {
        const change = this.tree(node, below, inside), before = entries.get(name)?.node;
        entries.set(name, { key: at, node: before ? merge(before, change) : change });
      }
    }
    return { kind: "branch", at: above.at, entries };
  }

  private items(above: Branch, old: readonly Tree[], path: Path): Tree {
    let items = [...old];
    for (const [key, { key: at, node }] of above.entries) {
      const wanted = wantedType(key), inside = [...path, key];
      if (wanted === undefined) {
        this.refuse(at, inside, "found a key among items of a list, allowed type=NAME");
        continue;
      }
      const found = this.chosen(wanted, items.map((item) => ["", item]), { at, node }, inside);
      items = items.flatMap((item) => {
        if (!found.some(([, one]) => one === item)) return [item];
        return isNull(node) ? [] : [merge(item, this.tree(node, item, inside))];
      });
    }
    return { kind: "list", at: above.at, items };
  }

  /** The components of a type. That there is none is no mistake where they are removed. */
  private chosen(
    wanted: string,
    old: readonly [string, Tree][],
    { at, node }: { at: Tree["at"]; node: Tree },
    path: Path,
  ): readonly [string, Tree][] {
    const found = old.filter(([, tree]) => matches(wanted, tree));
    if (found.length === 0 && !isNull(node)) {
      this.refuse(at, path, noMatch(wanted, old.map(([, tree]) => tree)));
    }
    return found;
  }

  private named(above: Tree & { kind: "leaf" }, path: Path): Tree {
    if (typeof above.value !== "string" || !above.value.startsWith("$")) return above;
    const name = above.value.slice(1), models = this.values?.entries;
    const known = models?.get(this.model ?? "")?.node;
    if (known?.kind !== "branch") {
      const has = [...models?.keys() ?? []].join(", ") || "none";
      this.refuse(
        above.at,
        path,
        `found $${name}, known for a base with one of the models ${has}; this one has ${this.model}`,
      );
      return above;
    }
    const found = known.entries.get(name), names = [...known.entries.keys()];
    if (found) return found.node;
    const meant = suggest(name, names), hint = meant ? `; did you mean "$${meant}"?` : "";
    this.refuse(above.at, path, `found $${name}, allowed ${names.map((one) => `$${one}`).join(", ")}${hint}`);
    return above;
  }
}

/** A named value so that none of what it is laid over stays. */
function whole(value: Tree, name: Tree, below: Tree | undefined): Tree {
  if (value === name || value.kind !== "branch" || below?.kind !== "branch") return value;
  const gone = [...below.entries].filter(([key]) => !value.entries.has(key)).map(([key]): [string, Entry] => [
    key,
    { key: name.at, node: { kind: "leaf", at: name.at, value: null } },
  ]);
  return { ...value, entries: new Map([...value.entries, ...gone]) };
}
