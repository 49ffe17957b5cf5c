/**
 * Writes `configs/schema.json` and `configs/ablations/schema.json`, with which editors complete and check configs
 * (`# yaml-language-server: $schema=schema.json`).
 *
 *     deno task schema
 *     deno task schema --print     components and their options, for people
 *
 * @module
 */
import { createRegistry } from "@dragsaw/core";
import { describeComponents, jsonSchema } from "@dragsaw/core/config";
import { plugins } from "../mod.ts";
import { ablationJsonSchema } from "./ablate/file_schema.ts";
import { type Command, main, print } from "./shared/command.ts";

const FILE = new URL("../configs/schema.json", import.meta.url);
const ABLATIONS = new URL("../configs/ablations/schema.json", import.meta.url);

/** Text of `configs/schema.json`. */
export function schemaText(): string {
  return JSON.stringify(jsonSchema(createRegistry(plugins)), null, 1) + "\n";
}

/** Text of `configs/ablations/schema.json`. */
export function ablationSchemaText(): string {
  return JSON.stringify(ablationJsonSchema(), null, 1) + "\n";
}

/** The task. */
export const schema: Command = {
  name: "schema",
  summary: "Writes the schema.json of configs and of ablations, with which editors complete and check them.",
  usage: "[options]",
  positional: [0, 0],
  flags: { print: { kind: "boolean", help: "Print the components and their options instead" } },
  examples: ["", "--print"],
  async run(args) {
    if (args.has("print")) print(describeComponents(createRegistry(plugins)).trimEnd());
    else {
      await Deno.writeTextFile(FILE, schemaText());
      await Deno.writeTextFile(ABLATIONS, ablationSchemaText());
      print("Wrote configs/schema.json and configs/ablations/schema.json");
    }
    return 0;
  },
};

if (import.meta.main) await main(schema);
