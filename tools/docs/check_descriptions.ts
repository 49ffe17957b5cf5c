import type { Registry } from "@dragsaw/core";
import { createSchemaLookup, type JsonSchema, runSchema, toJsonSchema } from "@dragsaw/core/config";
import { KINDS } from "@dragsaw/core/registry";
import { ablationSchema } from "../../tasks/ablate/file_schema.ts";
import type { Task } from "./task_list.ts";

/** Keys, components, options and flags that nothing is said of. One line each. @param texts Source by file. */
export function undescribed(
  registry: Registry,
  tasks: readonly Task[],
  texts: ReadonlyMap<string, string>,
): readonly string[] {
  const run = toJsonSchema(runSchema(registry, { planned: "either" }));
  const components = KINDS.flatMap((kind) => {
    const names = registry.names(kind), schema = toJsonSchema(registry.schema(kind));
    const lookup = createSchemaLookup({ ...schema, $defs: { [kind]: schema, ...schema.$defs } });
    const variants = lookup.alternatives(lookup.resolve(schema));
    return names.flatMap((name) => {
      const own = variants.find(({ properties }) => properties?.type?.const === name);
      const source = sourceOf(texts, `"${kind}", "${name}"`);
      return [
        ...registry.component(kind, name).summary.trim() === ""
          ? [`${source}: ${kind} "${name}" has no summary`]
          : [],
        ...bareKeys(own ?? {}).map((path) =>
          `${source}: ${kind} "${name}": option ${path} has no description`
        ),
      ];
    });
  });
  return [
    ...bareKeys(run).map((path) =>
      `${sourceOf(texts, "export function runSchema(")}: config key ${path} has no description`
    ),
    ...bareKeys(toJsonSchema(ablationSchema())).map((path) =>
      `${sourceOf(texts, "export function ablationSchema(")}: ablation key ${path} has no description`
    ),
    ...components,
    ...tasks.flatMap((task) => bareFlags(task, texts)),
  ];
}

/** Keys of a schema that have no description, as `losses.*.weight`; component options are told with their component. */
export function bareKeys(root: JsonSchema): readonly string[] {
  const below = (node: JsonSchema, path: string): readonly string[] => {
    const entries = Object.entries(node.properties ?? {}).filter(([key]) => key !== "type");
    const inner = [...node.oneOf ?? [], ...node.anyOf ?? [], ...node.prefixItems ?? []];
    return [
      ...entries.flatMap(([key, schema]) => [
        ...schema.description === undefined && schema.$ref === undefined ? [`${path}${key}`] : [],
        ...below(schema, `${path}${key}.`),
      ]),
      ...inner.flatMap((schema) => below(schema, path)),
      ...[node.items, node.additionalProperties].flatMap((schema) =>
        typeof schema === "object" ? below(schema, `${path}*.`) : []
      ),
    ];
  };
  return below(root, "");
}

function bareFlags({ name, command }: Task, texts: ReadonlyMap<string, string>): readonly string[] {
  return Object.entries(command?.flags ?? {}).filter(([, { help }]) => help.trim() === "").map(([flag]) =>
    `${sourceOf(texts, `name: "${name}"`)}: --${flag} of deno task ${name} has no help`
  );
}

/** `file:line` of the first source that holds `text`. */
function sourceOf(texts: ReadonlyMap<string, string>, text: string): string {
  for (const [file, code] of texts) {
    const at = code.replaceAll(/\(\s+/g, "(").includes(text) ? code.indexOf(text) : -1;
    if (at >= 0) return `${file}:${code.slice(0, at).split("\n").length}`;
  }
  return "tasks/mod.ts:1";
}
