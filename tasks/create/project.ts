import { suggest } from "@dragsaw/core/registry";
import dragsaw from "../deno.json" with { type: "json" };
import packaged from "../packaged.json" with { type: "json" };
import { writeSchemas } from "../schema/write_schemas.ts";
import { UsageError } from "../shared/command.ts";
import { configFiles } from "../shared/packaged.ts";
import { dirname, exists } from "../shared/paths.ts";

const configs: Readonly<Record<string, string>> = packaged.configs;

/** Not for a project that is there. */
const HERE_ALONE: readonly string[] = ["create"];

/** Files of a project that trains `names`, by their paths. @throws {UsageError} for a config that there is not. */
export function projectFiles(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map([
    ["deno.json", JSON.stringify({ tasks: tasks() }, null, 2) + "\n"],
    [".gitignore", "/runs/\n/data/\n/predictions/\n"],
    ...names.map((name): [string, string] => [`configs/${name}.yaml`, configText(name)]),
  ]);
}

/**
 * Writes the files into a folder, and the schemas of configs beside them.
 *
 * @returns What was written.
 * @throws {UsageError} naming what is there already; nothing is written then.
 */
export async function writeProject(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const there: string[] = [];
  for (const file of files.keys()) if (await exists(`${folder}/${file}`)) there.push(file);
  if (there.length > 0) {
    throw new UsageError(
      `Cannot begin a project in ${folder}: found ${there.join(", ")}, wanted none of them`,
    );
  }
  for (const [file, text] of files) {
    await Deno.mkdir(dirname(`${folder}/${file}`), { recursive: true });
    await Deno.writeTextFile(`${folder}/${file}`, text);
  }
  return [...files.keys(), ...await writeSchemas(folder)];
}

/** Every task with the permissions that it needs, from the registry. */
function tasks(): Record<string, { description: string; command: string }> {
  const each = Object.entries(packaged.tasks).filter(([name]) => !HERE_ALONE.includes(name));
  return Object.fromEntries(each.map(([name, { description, permissions }]) => {
    const module = `jsr:${dragsaw.name}@^${dragsaw.version}/${name}`;
    return [name, { description, command: ["deno", "run", ...permissions, module].join(" ") }];
  }));
}

/** A config that comes with the package, as a file of a project: what it extends stays in the package. */
function configText(name: string): string {
  const text = configs[`${name}.yaml`];
  if (text !== undefined && !name.includes("/")) return text.replace(/^(extends: .*)\.yaml$/m, "$1");
  const known = [...configFiles.named.keys()].filter((one) => !one.includes("/")),
    meant = suggest(name, known);
  const hint = meant ? `; did you mean "${meant}"?` : "";
  throw new UsageError(`There is no config ${name}; known: ${known.join(", ")}${hint}`);
}
