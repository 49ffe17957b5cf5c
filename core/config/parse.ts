import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLError,
} from "yaml";
import type { Node, Range } from "yaml";
import type { Path, Place, Problem } from "./problem.ts";
import type { Entry, Tree } from "./tree.ts";

/** Values of one text; more come only from aliases that repeat each other. */
const MOST_VALUES = 100_000;

/** A tree, or why there is none. */
export type Parsed = { readonly tree: Tree } | { readonly problems: readonly Problem[] };

/**
 * Parses YAML (1.2, one document). Duplicate keys, unknown tags and keys that are not plain text are problems.
 *
 * @param text The document.
 * @param file Its name, for places.
 * @param fixed Place of every value, for text that is no file (`--set`).
 */
export function parseYaml(text: string, file: string, fixed?: Place): Parsed {
  const lines = new LineCounter();
  const document = parseDocument<Node, true>(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "error",
  });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return fixed ?? { file, line, column: col };
  };
  const errors = new Map(
    [...document.warnings, ...document.errors].reverse().map((error) => [error.pos[0], error]),
  );
  const problems = [...errors].toSorted(([a], [b]) => a - b).map(([offset, error]): Problem => ({
    place: place(offset),
    path: pathOf(error, document, text),
    message: explainSyntax(error, text),
  }));
  if (problems.length > 0) return { problems };
  if (!document.contents) return { tree: { kind: "leaf", at: place(0), value: null } };
  const builder = createBuilder(document, place);
  const tree = builder.build(document.contents, undefined);
  return builder.problems.length > 0 ? { problems: builder.problems } : { tree };
}

function createBuilder(document: Document, place: (offset: number) => Place) {
  const problems: Problem[] = [];
  const within: Node[] = [];
  let count = 0;

  const refuse = (at: Place, message: string): Tree => {
    problems.push({ place: at, path: [], message });
    return { kind: "leaf", at, value: null };
  };

  /** `key`: where the key of the value stands; it is the place of maps and lists. */
  const build = (node: Node, key: Place | undefined): Tree => {
    const at = place((node.range as Range)[0]);
    if (++count > MOST_VALUES) return refuse(at, `found more than ${MOST_VALUES} values, allowed fewer`);
    if (isScalar(node)) return { kind: "leaf", at, value: node.value };
    if (within.includes(node)) {
      return refuse(at, "found an alias of a value that contains it, allowed one without a cycle");
    }
    within.push(node);
    const tree = collection(node, at, key);
    within.pop();
    return tree;
  };

  const collection = (node: Node, at: Place, key: Place | undefined): Tree => {
    if (isAlias(node)) {
      const target = node.resolve(document);
      return target
        ? build(target, key)
        : refuse(at, `found the alias *${node.source}, allowed the name of an anchor above it`);
    }
    if (isSeq<Node>(node)) {
      return { kind: "list", at: key ?? at, items: node.items.map((item) => build(item, undefined)) };
    }
    const entries = new Map<string, Entry>();
    if (!isMap<Node, Node | null>(node)) return refuse(at, "found a value that is no scalar, list or map");
    for (const pair of node.items) {
      const keyPlace = pair.key.range ? place(pair.key.range[0]) : at;
      if (!isScalar(pair.key) || pair.key.value === null || pair.key.value === "__proto__") {
        refuse(keyPlace, "found a key that is no plain text, allowed a name");
        continue;
      }
      const name = String(pair.key.value);
      const value = pair.value
        ? build(pair.value, keyPlace)
        : { kind: "leaf", at: keyPlace, value: null } as const;
      entries.set(name, { key: keyPlace, node: value });
    }
    return { kind: "branch", at: key ?? at, entries };
  };

  return { build, problems };
}

function explainSyntax(error: YAMLError, text: string): string {
  const [offset] = error.pos;
  const key = /^[^:\n]*/.exec(text.slice(offset))?.[0].trim() ?? "";
  switch (error.code) {
    case "DUPLICATE_KEY":
      return `found the key ${key} a second time, allowed once in a map`;
    case "TAB_AS_INDENT":
      return "found a tab, allowed spaces to indent";
    case "MULTIPLE_DOCS":
      return "found a second document after ---, allowed one";
    case "TAG_RESOLVE_FAILED":
      return `found the tag ${key.split(/\s/)[0]}, allowed plain values`;
    default:
      return `found what is not YAML, allowed YAML: ${
        error.message.replaceAll(/\s+/g, " ").replace(/\.$/, "")
      }`;
  }
}

/** Which value an error is about: most are noticed behind it. */
function pathOf({ code, pos: [offset] }: YAMLError, document: Document, text: string): Path {
  if (code === "MULTIPLE_DOCS") return [];
  return pathAt(document, code === "DUPLICATE_KEY" ? offset : text.slice(0, offset).trimEnd().length - 1);
}

/** Keys of the innermost value around a place in the text, as far as it did parse. */
function pathAt(document: Document, offset: number): Path {
  const path: (string | number)[] = [];
  let node: unknown = document.contents;
  for (let found = true; found;) {
    found = false;
    if (isMap<Node, Node | null>(node)) {
      // The last of them: a duplicate key is the later of two.
      const pair = node.items.findLast(({ key }) => isScalar(key) && (key.range?.[0] ?? Infinity) <= offset);
      if (pair && isScalar(pair.key)) {
        path.push(String(pair.key.value));
        [node, found] = [pair.value, true];
      }
    } else if (isSeq<Node>(node)) {
      const index = node.items.findLastIndex((item) => (item.range?.[0] ?? Infinity) <= offset);
      if (index >= 0) {
        path.push(index);
        [node, found] = [node.items[index], true];
      }
    }
  }
  return path;
}
