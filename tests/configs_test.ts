import { assertEquals } from "@std/assert";
import { createRegistry } from "@dragsaw/core";
import { formatConfig, loadConfig } from "@dragsaw/core/config";
import { plugins } from "@dragsaw/dragsaw";
import { ablationSchemaText, schemaText } from "../tasks/schema/write_schemas.ts";

const FOLDER = new URL("../configs/", import.meta.url).pathname;
const registry = createRegistry(plugins);

for (const { name } of [...Deno.readDirSync(FOLDER)].filter(({ name }) => name.endsWith(".yaml"))) {
  Deno.test(`configs/${name} is good, and its resolved form loads to the same`, async () => {
    const { config } = await loadConfig(`${FOLDER}${name}`, { registry });
    const text = formatConfig(config);
    const files = { read: () => Promise.resolve(text), list: () => Promise.resolve([]) };
    assertEquals((await loadConfig("config.yaml", { registry, files })).config, config);
  });
}

Deno.test("configs/schema.json and that of ablations are up to date: deno task schema writes them", async () => {
  assertEquals(await Deno.readTextFile(`${FOLDER}schema.json`), schemaText());
  assertEquals(await Deno.readTextFile(`${FOLDER}ablations/schema.json`), ablationSchemaText());
});

Deno.test("every config names its schema for editors", async () => {
  for (const folder of ["", "base/", "ablations/"]) {
    for await (const { name } of Deno.readDir(FOLDER + folder)) {
      if (!name.endsWith(".yaml")) continue;
      const [first] = (await Deno.readTextFile(FOLDER + folder + name)).split("\n");
      const path = folder === "base/" ? "../schema.json" : "schema.json";
      assertEquals(first, `# yaml-language-server: $schema=${path}`, folder + name);
    }
  }
});
