import { z } from "zod";
import type { Registry } from "../registry/registry.ts";
import { runSchema } from "./run_schema.ts";

/** The part of JSON Schema (draft 2020-12) that options come to. */
export interface JsonSchema {
  /** Elsewhere: `#/$defs/name`. */
  readonly $ref?: string;
  /** What elsewhere is found, by name; at the root only. */
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  /** For people. */
  readonly description?: string;
  /** Taken where nothing is given. */
  readonly default?: unknown;
  /** Kind of value. */
  readonly type?: string;
  /** The one value. */
  readonly const?: unknown;
  /** The values. */
  readonly enum?: readonly unknown[];
  /** Any of these. */
  readonly anyOf?: readonly JsonSchema[];
  /** One of these. */
  readonly oneOf?: readonly JsonSchema[];
  /** Values of an object by key. */
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** Values of other keys. */
  readonly additionalProperties?: JsonSchema | boolean;
  /** Other keys. */
  readonly propertyNames?: JsonSchema;
  /** Keys that must be there. */
  readonly required?: readonly string[];
  /** Items of a list by place. */
  readonly prefixItems?: readonly JsonSchema[];
  /** Other items. */
  readonly items?: JsonSchema | boolean;
  /** Shortest list. */
  readonly minItems?: number;
  /** Longest list. */
  readonly maxItems?: number;
  /** Least. */
  readonly minimum?: number;
  /** Greatest. */
  readonly maximum?: number;
  /** Not even this. */
  readonly exclusiveMinimum?: number;
  /** Not even this. */
  readonly exclusiveMaximum?: number;
  /** Shortest text. */
  readonly minLength?: number;
  /** Regular expression of a text. */
  readonly pattern?: string;
  /** Metadata keywords. */
  readonly [keyword: `$${string}`]: unknown;
}

/** JSON Schema of a resolved run: what messages are made from. */
export function runJsonSchema(registry: Registry): JsonSchema {
  return toJsonSchema(runSchema(registry));
}

/** JSON Schema of what a zod schema accepts, with the bare names of components and with `required` as it is. */
export function toJsonSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      if (zodSchema instanceof z.ZodObject) {
        // zod takes an option behind z.preprocess for optional.
        const shape: Record<string, z.ZodType> = zodSchema.shape;
        jsonSchema.required = Object.keys(shape).filter((key) => !shape[key].safeParse(undefined).success);
      }
      if (zodSchema instanceof z.ZodDiscriminatedUnion) {
        const bare = (jsonSchema.oneOf ?? []).filter(({ required }) => required?.length === 1);
        const names = bare.map(({ properties }) => (properties?.type as JsonSchema).const as string);
        if (names.length > 0) jsonSchema.oneOf = [{ enum: names }, ...jsonSchema.oneOf ?? []];
      }
    },
  });
  return json as JsonSchema;
}

/**
 * JSON Schema for editors, of files as they are written: `extends` may stand in them, what others give may be missing, and
 * null removes a key.
 */
export function jsonSchema(registry: Registry): JsonSchema {
  const { $defs, ...root } = toJsonSchema(runSchema(registry, { planned: "either" }));
  const path: JsonSchema = {
    type: "string",
    description: "A config that this one changes, from this file's folder",
  };
  const { properties, ...rest } = loosened(root);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Dragsaw run",
    ...rest,
    properties: { extends: { anyOf: [path, { type: "array", items: path }] }, ...properties },
    $defs: $defs ?? {},
  } as JsonSchema;
}

/** Sections without required keys, whose values may be null. Components keep theirs: they are whole or not there. */
function loosened(schema: JsonSchema): JsonSchema {
  if (schema.type !== "object") return schema;
  const { required: _, properties, additionalProperties, ...rest } = schema;
  const nullable = (value: JsonSchema): JsonSchema => {
    const { description, default: initial, ...inner } = loosened(value);
    return {
      ...(description === undefined ? {} : { description }),
      ...(initial === undefined ? {} : { default: initial }),
      anyOf: [inner, { type: "null" }],
    };
  };
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, nullable(value)]),
      ),
    }),
    ...(additionalProperties !== undefined && {
      additionalProperties: typeof additionalProperties === "object"
        ? nullable(additionalProperties)
        : additionalProperties,
    }),
  };
}
