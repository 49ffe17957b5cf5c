import type { z } from "zod";
import { suggest } from "../registry/suggest.ts";
import type { JsonSchema } from "./json_schema.ts";
import { mismatch, type Path, type Problem } from "./problem.ts";
import { createSchemaReader, type SchemaReader } from "./schema_reader.ts";
import { listed } from "./schema_text.ts";
import { locate, type Tree } from "./tree.ts";

type Issue = z.core.$ZodIssue;

/**
 * What zod refused, in the project's words and with places.
 *
 * @param issues What zod found.
 * @param value The whole value that was checked.
 * @param tree Where it was written.
 * @param schema JSON Schema of the whole value.
 */
export function explainIssues(
  issues: readonly Issue[],
  value: unknown,
  tree: Tree,
  schema: JsonSchema,
): Problem[] {
  const reader = createSchemaReader(schema);
  return flatten(issues).flatMap(({ issue, path: raw }) => {
    const found = get(value, raw.slice(0, -1));
    // A bare component name is checked as { type: name }, but nothing is written at `type`.
    const bare = raw.at(-1) === "type" && typeof found === "string";
    const path = bare ? raw.slice(0, -1) : raw;
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => unknownKey(key, path, value, tree, reader, schema));
    }
    const message = explain(issue, path, get(value, path), reader, value);
    return [{ place: locate(tree, path, issue.code === "invalid_key"), path, message }];
  });
}

function explain(issue: Issue, path: Path, found: unknown, reader: SchemaReader, value: unknown): string {
  if (issue.code === "custom") return mismatch(show(found), issue.message);
  if (issue.code === "invalid_key") {
    const { propertyNames } = reader.at(path.slice(0, -1), value);
    return mismatch(
      `the name ${JSON.stringify(path.at(-1))}`,
      propertyNames?.description ?? "another name",
    );
  }
  // `type` names a component: its place in the schema depends on itself, so the parent knows the names.
  const chooses = issue.code === "invalid_union" && "discriminator" in issue;
  const schema = reader.at(chooses && path.at(-1) === "type" ? path.slice(0, -1) : path, value);
  const meant = typeof found === "string" ? suggest(found, reader.choices(schema)) : undefined;
  return mismatch(show(found), reader.text(schema), meant === found ? undefined : meant);
}

function unknownKey(
  key: string,
  parent: Path,
  value: unknown,
  tree: Tree,
  reader: SchemaReader,
  root: JsonSchema,
): Problem {
  const path = [...parent, key];
  const keys = Object.keys(reader.at(parent, value).properties ?? {});
  const meant = suggest(key, keys) ?? elsewhere(key, root);
  const allowed = keys.length > 0 ? `the keys ${listed(keys)}` : "no keys";
  return { place: locate(tree, path, true), path, message: mismatch("an unknown key", allowed, meant) };
}

/** Where a key belongs that stands in the wrong section. */
function elsewhere(key: string, { properties = {} }: JsonSchema): string | undefined {
  if (key in properties) return key;
  const section = Object.keys(properties).find((name) => key in (properties[name].properties ?? {}));
  return section && `${section}.${key}`;
}

/** Where every alternative of a union is refused, what is wrong inside the only one that was meant. */
function flatten(issues: readonly Issue[], prefix: Path = []): { issue: Issue; path: Path }[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path.filter((key) => typeof key !== "symbol")];
    const deeper = issue.code === "invalid_union"
      ? issue.errors.filter((inner) =>
        inner.every((item) => item.path.length > 0 || item.code === "unrecognized_keys")
      )
      : [];
    return deeper.length === 1 && deeper[0].length > 0 ? flatten(deeper[0], path) : [{ issue, path }];
  });
}

function get(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (node, key) => (node as Record<string | number, unknown> | null | undefined)?.[key],
    value,
  );
}

/** A found value in few words. */
function show(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  if (text.length <= 60) return text;
  if (Array.isArray(value)) return `a list of ${value.length} items`;
  return typeof value === "object" ? `a map of ${listed(Object.keys(value), 8)}` : `${text.slice(0, 57)}..."`;
}
