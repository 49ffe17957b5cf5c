import { backendSuite } from "@dragsaw/core/testing";
import { assert, assertEquals } from "@std/assert";
import plugin, { js } from "./mod.ts";

await backendSuite(js);

Deno.test("js backend can always run", async () => {
  assert((await js.probe()).ok);
});

Deno.test("js backend opens again after it was closed", async () => {
  (await js.open()).close();
  assertEquals((await js.open()).name, "js");
});

Deno.test("backend-js brings one backend, of the name that a config uses", () => {
  assertEquals(plugin.components.map(({ kind, name }) => [kind, name]), [["backend", "js"]]);
});
