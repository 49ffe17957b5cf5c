import type { Registry } from "@dragsaw/core";
import { createSchemaLookup, type JsonSchema, runSchema, toJsonSchema } from "@dragsaw/core/config";
import { componentFile } from "./component_page.ts";
import { optionLines, sentence } from "./option_lines.ts";

/** The reference of configs: every key with what is allowed, its default and its meaning. */
export function configPage(registry: Registry): string {
  const root = toJsonSchema(runSchema(registry, { planned: "either" }));
  const lookup = createSchemaLookup(root);
  const { required = [] } = root;
  const sections = Object.entries(root.properties ?? {}).flatMap(([key, schema]) => {
    const node = lookup.resolve(schema);
    const [line, ...inner] = optionLines(
      [{ key, schema, required: required.includes(key) && key !== "name" }],
      lookup,
      componentLink,
    );
    const see = key === "backend" ? [`Its types: [${key}](${componentFile(key)}).`, ""] : [];
    const about = /\((.*)\): /.exec(line)?.[1] ?? "";
    return [
      `## ${key}`,
      "",
      sentence(node.description ?? ""),
      "",
      `Allowed: ${about}.`,
      "",
      ...see,
      ...dedent(inner),
      "",
    ];
  });
  return ["# Config", "", INTRODUCTION, "", ...sections].join("\n");
}

const INTRODUCTION =
  `A config is a YAML file. \`extends\` names one or several others, from the file's own folder: maps
merge, lists and values replace, \`null\` removes. \`--set KEY=VALUE\` changes the result. Every key that is not listed here is
refused. Places are pixels (2D) or voxels (3D); fractions lie in 0 to 1.`;

function kindOf(schema: JsonSchema): string | undefined {
  const inner = [schema, schema.items, schema.additionalProperties];
  const ref = inner.map((one) => typeof one === "object" ? one.$ref : undefined).find((one) => one);
  return ref?.replace("#/$defs/", "");
}

/** Link to the page of the components that stand at a schema. */
export function componentLink(schema: JsonSchema): string | undefined {
  const kind = kindOf(schema);
  if (kind === undefined) return undefined;
  const link = `[${kind}](${componentFile(kind)})`;
  if (typeof schema.items === "object") return `a list, each one ${link}`;
  return typeof schema.additionalProperties === "object" ? `a map of names to ${link}` : `one ${link}`;
}

function dedent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replace(/^ {2}/, ""));
}
