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
import { describeComponents } from "@dragsaw/core/config";
import { plugins } from "./mod.ts";
import { writeSchemas } from "./schema/write_schemas.ts";
import { type Command, main, print } from "./shared/command.ts";

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
      const written = await writeSchemas(".");
      print(`Wrote ${written.join(" and ")}`);
    }
    return 0;
  },
};

if (import.meta.main) await main(schema);
