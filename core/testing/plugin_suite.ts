import { assert, assertEquals, assertMatch } from "@std/assert";
import type { z } from "zod";
import { componentTexts } from "../config/describe.ts";
import { checkPlugin } from "../registry/check_plugin.ts";
import type { Plugin } from "../registry/define.ts";
import { createRegistry, type Registry } from "../registry/registry.ts";
import type { Register } from "./model_suite.ts";

/**
 * What every plugin must be, see {@linkcode Plugin}: whole, its components and their options described. What components do is
 * for the suites of their kinds.
 *
 * @param registry With components that its options name by default (a backbone); of the plugin alone unless given.
 *
 * @example All that a plugin of a loss needs to prove itself
 * ```ts ignore
 * import { createRegistry } from "@dragsaw/core/registry";
 * import { lossSuite, pluginSuite } from "@dragsaw/core/testing";
 * import plugin from "./mod.ts";
 *
 * const { build } = createRegistry([plugin]);
 * pluginSuite(plugin);
 * lossSuite({ name: "focal", build: (context) => build("loss", { type: "focal" }, context) });
 * ```
 */
export function pluginSuite(
  plugin: Plugin,
  register: Register = Deno.test,
  registry: Registry = createRegistry([plugin]),
): void {
  register(`${plugin.name} is a plugin of this version`, () => {
    assertEquals(checkPlugin(plugin).components, plugin.components);
  });

  for (const { kind, name, summary, shape } of plugin.components) {
    register(`${kind} "${name}" says what it is, and describes its options`, () => {
      assertMatch(summary, /^.{10,120}$/, "A summary is one line of 10 to 120 letters");
      for (const [key, schema] of Object.entries(shape({ component: registry.schema }))) {
        assertMatch(key, /^[A-Za-z][A-Za-z0-9]*$/);
        const { description = "" } = schema as z.ZodType;
        assert(description.length > 5, `Option "${key}" is not described: add .describe("...")`);
      }
      const text = componentTexts(registry, kind).find((text) => text.name === name)!;
      for (const { key, description, allowed } of text.options) {
        assert(description.length > 5 && allowed.length > 0, `Option "${key}" is not described for people`);
      }
    });
  }
}
