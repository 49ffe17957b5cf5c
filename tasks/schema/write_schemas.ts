import { createRegistry } from "@dragsaw/core";
import { jsonSchema } from "@dragsaw/core/config";
import { ablationJsonSchema } from "../ablate/file_schema.ts";
import { plugins } from "../mod.ts";

/** Text of `configs/schema.json`. */
export function schemaText(): string {
  return JSON.stringify(jsonSchema(createRegistry(plugins)), null, 1) + "\n";
}

/** Text of `configs/ablations/schema.json`. */
export function ablationSchemaText(): string {
  return JSON.stringify(ablationJsonSchema(), null, 1) + "\n";
}

/** Writes both into a project. @returns Their paths from there. */
export async function writeSchemas(project: string): Promise<readonly string[]> {
  const files = {
    "configs/schema.json": schemaText(),
    "configs/ablations/schema.json": ablationSchemaText(),
  };
  await Deno.mkdir(`${project}/configs/ablations`, { recursive: true });
  for (const [file, text] of Object.entries(files)) await Deno.writeTextFile(`${project}/${file}`, text);
  return Object.keys(files);
}
