import type { JsonSchema } from "./json_schema.ts";

/** Follows a JSON Schema's references. */
export interface SchemaLookup {
  /** What a reference stands for; any other schema as it is. */
  resolve(schema: JsonSchema): JsonSchema;
  /** What a resolved schema leaves the choice of, and what those leave the choice of in turn; none where there is no choice. */
  alternatives(schema: JsonSchema): readonly JsonSchema[];
}

/** A lookup in the `$defs` of `root`. */
export function createSchemaLookup(root: JsonSchema): SchemaLookup {
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
  return { resolve, alternatives };
}

/** The names of the components among alternatives. */
export function componentNames(alternatives: readonly JsonSchema[]): readonly string[] {
  return alternatives.flatMap(({ properties }) =>
    typeof properties?.type?.const === "string" ? [properties.type.const] : []
  );
}
