import type { JsonSchema } from "./json_schema.ts";
import { componentNames, type SchemaLookup } from "./schema_lookup.ts";

/** What a schema allows, in words. @param lookup Where its references are found. */
export function schemaText(schema: JsonSchema, lookup: SchemaLookup): string {
  const node = lookup.resolve(schema), options = lookup.alternatives(node);
  const text = (inner: JsonSchema) => schemaText(inner, lookup);
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum) return node.enum.map((item) => JSON.stringify(item)).join(", ");
  const names = componentNames(options);
  if (names.length > 0) return `one of ${names.join(", ")}`;
  if (node.oneOf?.length === 0) return "none: no plugin brings one";
  if (options.length > 0) return [...new Set(options.map(text))].join(" or ");
  switch (node.type) {
    case "integer":
      return `a whole number${rangeText(node)}`;
    case "number":
      return `a number${rangeText(node)}`;
    case "boolean":
      return "true or false";
    case "string":
      return stringText(node);
    case "array":
      return listText(node, text);
    case "object":
      return typeof node.additionalProperties === "object"
        ? `a map of names to ${text(node.additionalProperties)}`
        : `a map of ${listed(Object.keys(node.properties ?? {})) || "no keys"}`;
    default:
      return "any value";
  }
}

/** `names` in a line, the first of them where there are very many. */
export function listed(names: readonly string[], most = 30): string {
  const more = names.length > most ? `, ... (${names.length - most} more)` : "";
  return names.slice(0, most).join(", ") + more;
}

function stringText({ pattern, minLength }: JsonSchema): string {
  if (pattern) return `a text like ${pattern}`;
  return minLength ? "a text that is not empty" : "a text";
}

function rangeText({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const limit = (value: number | undefined) =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  const parts = [
    limit(minimum) ? `from ${minimum}` : limit(exclusiveMinimum) ? `above ${exclusiveMinimum}` : "",
    limit(maximum) ? `to ${maximum}` : limit(exclusiveMaximum) ? `below ${exclusiveMaximum}` : "",
  ];
  return parts.filter(Boolean).map((part) => ` ${part}`).join("");
}

function listText(node: JsonSchema, text: (schema: JsonSchema) => string): string {
  if (node.prefixItems) {
    const items = node.prefixItems.map(text), same = new Set(items).size === 1;
    return same ? `a list of ${items.length}, each ${items[0]}` : `a list [${items.join("; ")}]`;
  }
  const { minItems: least = 0, maxItems: most } = node;
  const count = least === most
    ? ` of ${least}`
    : least > 0
    ? ` of at least ${least}`
    : most !== undefined
    ? ` of at most ${most}`
    : "";
  return `a list${count}, each ${typeof node.items === "object" ? text(node.items) : "any value"}`;
}
