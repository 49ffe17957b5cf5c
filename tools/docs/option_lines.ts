import type { JsonSchema, SchemaLookup } from "@dragsaw/core/config";
import { componentNames, schemaText } from "@dragsaw/core/config";

/** What a key of the reference is written from. */
export interface Option {
  /** Key in the config. */
  readonly key: string;
  /** Its schema. */
  readonly schema: JsonSchema;
  /** Whether it must be given. */
  readonly required: boolean;
}

/** The options of a map, in the order they are declared. */
export function optionsOf({ properties = {}, required = [] }: JsonSchema): readonly Option[] {
  return Object.entries(properties).filter(([key]) => key !== "type").map(([key, schema]) => ({
    ...{ key, schema },
    required: required.includes(key),
  }));
}

/** Options as a list: key, what is allowed, default, meaning; keys of maps below theirs. */
export function optionLines(
  options: readonly Option[],
  lookup: SchemaLookup,
  page: (component: JsonSchema) => string | undefined,
  indent = "",
): readonly string[] {
  return options.flatMap(({ key, schema, required }) => {
    const node = lookup.resolve(schema), link = page(schema);
    const allowed = link ?? typeText(node, lookup);
    const about = required ? `${allowed}; required` : `${allowed}${defaultText(node)}`;
    const inner = link === undefined ? mapsIn(node, lookup) : [];
    return [
      `${indent}- **\`${key}\`** (${about}): ${sentence(node.description ?? "")}`,
      ...inner.flatMap((map) => {
        const name = map.properties?.type?.const;
        if (name === undefined) return optionLines(optionsOf(map), lookup, page, `${indent}  `);
        const about = `${indent}  - type \`${name}\`: ${sentence(map.description ?? "")}`;
        return [about, ...optionLines(optionsOf(map), lookup, page, `${indent}    `)];
      }),
    ];
  });
}

/** What is allowed, without the keys of a map, which follow below. */
function typeText(node: JsonSchema, lookup: SchemaLookup): string {
  const variants = lookup.alternatives(node), maps = variants.length > 0 ? variants : [node];
  const hidden = maps.filter(({ properties }) => properties);
  if (componentNames(variants).length > 0) return escape(schemaText(node, lookup));
  if (hidden.length === 0) return escape(schemaText(node, lookup));
  if (hidden.length === maps.length) return "a map";
  return `${
    maps.filter((one) => !hidden.includes(one)).map((one) => escape(schemaText(one, lookup))).join(" or ")
  } or a map`;
}

/** Maps whose keys are told: the node itself, or those it leaves the choice of. */
function mapsIn(node: JsonSchema, lookup: SchemaLookup): readonly JsonSchema[] {
  if (node.properties) return [node];
  const list = typeof node.items === "object" ? lookup.resolve(node.items) : undefined;
  if (list?.properties) return [list];
  return lookup.alternatives(node).filter(({ properties }) => properties);
}

function defaultText({ default: value }: JsonSchema): string {
  if (value === undefined) return "";
  if (typeof value === "object" && value !== null && Object.keys(value).length === 0) {
    return Array.isArray(value) ? "; default none" : "";
  }
  return `; default \`${JSON.stringify(value)}\``;
}

/** A description as a sentence. */
export function sentence(text: string): string {
  return escape(text.trim().replace(/\.$/, "")) + ".";
}

/** Text whose Markdown signs are text; patterns and the like as code. */
export function escape(text: string): string {
  return text.split(/(?<=a text like )(\S+)|("[^"]*")/).map((part = "", i) =>
    i % 3 === 0 ? part.replaceAll(/[\\<>*_|[\]]/g, "\\$&") : part && `\`${part}\``
  ).join("");
}
