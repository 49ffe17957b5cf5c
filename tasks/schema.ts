/**
 * Writes `configs/schema.json`, with which editors complete and check configs
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
import { type Command, main, print } from "./shared/command.ts";

const FILE = new URL("../configs/schema.json", import.meta.url);

/** Text of `configs/schema.json`. */
export function schemaText(): string {
  return JSON.stringify(jsonSchema(createRegistry(plugins)), null, 1) + "\n";
}

/** The task. */
export const schema: Command = {
  name: "schema",
  summary: "Writes configs/schema.json, with which editors complete and check configs.",
  usage: "[options]",
  positional: [0, 0],
  flags: { print: { kind: "boolean", help: "Print the components and their options instead" } },
  examples: ["", "--print"],
  async run(args) {
    if (args.has("print")) print(describeComponents(createRegistry(plugins)).trimEnd());
    else {
      await Deno.writeTextFile(FILE, schemaText());
      print("Wrote configs/schema.json");
    }
    return 0;
  },
};

if (import.meta.main) await main(schema);
