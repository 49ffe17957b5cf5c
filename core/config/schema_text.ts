import type { JsonSchema } from "./json_schema.ts";

/** Looks into a JSON Schema for people: what is allowed at a path, in words. */
export interface SchemaReader {
  /** The schema of the value at `path`, given the whole value: a component's options depend on its type. */
  at(path: readonly (string | number)[], value: unknown): JsonSchema;
  /** What is allowed, in words. */
  text(schema: JsonSchema): string;
  /** Keys of a map, or the names and values to choose from. */
  choices(schema: JsonSchema): readonly string[];
}

/** A reader of `root`, whose `$defs` references are looked up in. */
export function createSchemaReader(root: JsonSchema): SchemaReader {
  const resolve = (schema: JsonSchema): JsonSchema => {
    if (schema.$ref === undefined) return schema;
    const { $ref, ...own } = schema;
    return { ...root.$defs?.[$ref.replace("#/$defs/", "")], ...own };
  };

  const alternatives = (schema: JsonSchema): readonly JsonSchema[] =>
    (schema.oneOf ?? schema.anyOf ?? []).flatMap((item) => {
      const inner = resolve(item);
      return inner.oneOf || inner.anyOf ? alternatives(inner) : [inner];
    });

  /** The alternative that `value` is meant as. */
  const variant = (schema: JsonSchema, value: unknown): JsonSchema => {
    const whole = resolve(schema);
    const type = typeof value === "string" ? value : (value as { type?: unknown } | null | undefined)?.type;
    const options = alternatives(whole);
    if (componentNames(options).length > 0) {
      return options.find((item) => type !== undefined && item.properties?.type?.const === type) ?? whole;
    }
    const collection = typeof value === "object" && value !== null;
    return (collection &&
      options.find((item) => item.type === (Array.isArray(value) ? "array" : "object"))) || whole;
  };

  const text = (schema: JsonSchema): string => {
    const node = resolve(schema), options = alternatives(node);
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
        return node.pattern
          ? `a text like ${node.pattern}`
          : node.minLength
          ? "a text that is not empty"
          : "a text";
      case "array":
        return listText(node, text);
      case "object":
        return typeof node.additionalProperties === "object"
          ? `a map of names to ${text(node.additionalProperties)}`
          : `a map of ${listed(Object.keys(node.properties ?? {})) || "no keys"}`;
      default:
        return "any value";
    }
  };

  return {
    at(path, value) {
      let node = root;
      for (const step of path) {
        const inside = variant(node, value);
        const other = typeof step === "number" ? inside.items : inside.additionalProperties;
        const known = typeof step === "number" ? inside.prefixItems?.[step] : inside.properties?.[step];
        node = known ?? (typeof other === "object" ? other : {});
        value = (value as Record<string | number, unknown> | null | undefined)?.[step];
      }
      return variant(node, value);
    },
    text,
    choices(schema) {
      const node = resolve(schema), options = alternatives(node), names = componentNames(options);
      if (names.length > 0) return names;
      const values = [node, ...options].flatMap((item) =>
        item.enum ?? (item.const === undefined ? [] : [item.const])
      );
      return values.length > 0 ? values.map(String) : Object.keys(node.properties ?? {});
    },
  };
}

/** `names` in a line, the first of them where there are very many. */
export function listed(names: readonly string[], most = 30): string {
  const more = names.length > most ? `, ... (${names.length - most} more)` : "";
  return names.slice(0, most).join(", ") + more;
}

function componentNames(alternatives: readonly JsonSchema[]): readonly string[] {
  return alternatives.flatMap(({ properties }) =>
    typeof properties?.type?.const === "string" ? [properties.type.const] : []
  );
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
