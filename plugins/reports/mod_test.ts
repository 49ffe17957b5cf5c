import { assertEquals } from "@std/assert";
import { z } from "zod";
import plugin from "./mod.ts";

const none = { component: () => z.never() };

Deno.test("the reports build from their defaults", () => {
  assertEquals(plugin.components.map(({ kind, name }) => `${kind} ${name}`), [
    "report summary",
    "report csv",
    "report pictures",
    "report calibration",
    "report panels",
  ]);
  for (const { shape, build } of plugin.components) {
    const report = build(z.object(shape(none)).parse({}) as never, {});
    assertEquals(Object.keys(report as object).sort(), ["onCase", "onEnd"]);
  }
});

Deno.test("every option of the reports is described", () => {
  for (const { name, shape } of plugin.components) {
    for (const [key, schema] of Object.entries(shape(none))) {
      assertEquals(typeof (schema as z.ZodType).description, "string", `${name}.${key}`);
    }
  }
});
