import { type Kind, KINDS } from "../registry/kinds.ts";
import type { Registry } from "../registry/registry.ts";
import { type JsonSchema, toJsonSchema } from "./json_schema.ts";
import { createSchemaReader } from "./schema_reader.ts";

/** One option of a component, for people. */
export interface OptionText {
  /** Key in the config. */
  readonly key: string;
  /** What is allowed. */
  readonly allowed: string;
  /** Taken where nothing is given; absent for options that must be. */
  readonly initial?: string;
  /** Whether it must be given. */
  readonly required: boolean;
  /** What it does. */
  readonly description: string;
}

/** One component, for people. */
export interface ComponentText {
  /** What it plugs in as. */
  readonly kind: Kind;
  /** Its `type:`. */
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** In the order they are declared. */
  readonly options: readonly OptionText[];
}

/** Every component of a kind with its options. */
export function componentTexts(registry: Registry, kind: Kind): readonly ComponentText[] {
  return registry.names(kind).map((name) => {
    const schema = toJsonSchema(registry.schema(kind));
    const reader = createSchemaReader({
      $defs: { [kind]: schema, ...schema.$defs },
      properties: { it: { $ref: `#/$defs/${kind}` } },
    });
    const { properties = {}, required = [] } = reader.at(["it"], { it: { type: name } });
    const options = Object.entries(properties).filter(([key]) => key !== "type").map((
      [key, node],
    ): OptionText => ({
      key,
      allowed: reader.text(node),
      ...(node.default === undefined ? {} : { initial: JSON.stringify(node.default) }),
      required: required.includes(key),
      description: describedBy(node, schema),
    }));
    return { kind, name, summary: registry.component(kind, name).summary, options };
  });
}

function describedBy({ description, $ref }: JsonSchema, root: JsonSchema): string {
  return description ?? ($ref ? root.$defs?.[$ref.replace("#/$defs/", "")]?.description : undefined) ?? "";
}

/**
 * The components and their options as text, for `--help` and the reference.
 *
 * @param registry What there is.
 * @param kinds Which kinds; all unless given.
 */
export function describeComponents(registry: Registry, kinds: readonly Kind[] = KINDS): string {
  const lines = kinds.flatMap((kind) => {
    const components = componentTexts(registry, kind).flatMap(({ name, summary, options }) => [
      `  ${name}: ${summary}`,
      ...columns(options.map(({ key, allowed, initial, required, description }) => [
        `    ${key}`,
        allowed,
        required ? "required" : initial ?? "",
        description,
      ])),
    ]);
    return components.length > 0 ? [kind, ...components, ""] : [];
  });
  return lines.join("\n").trimEnd() + "\n";
}

/** Rows with columns as wide as their widest cell, at most 48. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => Math.min(48, row[i].length)))) ?? [];
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join("  ").trimEnd());
}
