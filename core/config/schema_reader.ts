import type { JsonSchema } from "./json_schema.ts";
import { componentNames, createSchemaLookup, type SchemaLookup } from "./schema_lookup.ts";
import { schemaText } from "./schema_text.ts";

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
  const lookup = createSchemaLookup(root);
  return {
    at(path, value) {
      let node = root;
      for (const step of path) {
        const inside = variant(node, value, lookup);
        const other = typeof step === "number" ? inside.items : inside.additionalProperties;
        const known = typeof step === "number" ? inside.prefixItems?.[step] : inside.properties?.[step];
        node = known ?? (typeof other === "object" ? other : {});
        value = (value as Record<string | number, unknown> | null | undefined)?.[step];
      }
      return variant(node, value, lookup);
    },
    text: (schema) => schemaText(schema, lookup),
    choices(schema) {
      const node = lookup.resolve(schema), options = lookup.alternatives(node);
      const names = componentNames(options);
      if (names.length > 0) return names;
      const values = [node, ...options].flatMap((item) =>
        item.enum ?? (item.const === undefined ? [] : [item.const])
      );
      return values.length > 0 ? values.map(String) : Object.keys(node.properties ?? {});
    },
  };
}

/** The alternative that `value` is meant as. */
function variant(schema: JsonSchema, value: unknown, { resolve, alternatives }: SchemaLookup): JsonSchema {
  const whole = resolve(schema);
  const type = typeof value === "string" ? value : (value as { type?: unknown } | null | undefined)?.type;
  const options = alternatives(whole);
  if (componentNames(options).length > 0) {
    return options.find((item) => type !== undefined && item.properties?.type?.const === type) ?? whole;
  }
  const collection = typeof value === "object" && value !== null;
  return (collection &&
    options.find((item) => item.type === (Array.isArray(value) ? "array" : "object"))) || whole;
}
