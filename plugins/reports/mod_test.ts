import { assertEquals } from "@std/assert";
import type { Report } from "@dragsaw/core";
import { reportSuite } from "@dragsaw/core/testing";
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
    "report volumes",
  ]);
  for (const { shape, build } of plugin.components) {
    const report = build(z.object(shape(none)).parse({}) as never, {});
    assertEquals(Object.keys(report as object).sort(), ["onCase", "onEnd"]);
  }
});

for (const { name, shape, build } of plugin.components) {
  if (name === "volumes") continue; // has nothing to say of pictures
  const built = () => build(z.object(shape(none)).parse({}) as never, {}) as Report;
  reportSuite({ name, build: built });
}
