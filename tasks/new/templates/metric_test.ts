import { assertEquals } from "@std/assert";
import { createRegistry } from "@dragsaw/core/registry";
import { metricSuite } from "@dragsaw/core/testing";
import { template, templateOf } from "./metric.ts";

const { build } = createRegistry([{ name: "test", apiVersion: 1, components: [template] }]);
metricSuite({ name: "template", build: () => build("metric", { type: "template" }, {}) });

Deno.test("template worked by hand", () => {
  // 1 pixel right, 2 missed, 1 too much: 1 - |2 - 1| / (2 + 1 + 2)
  assertEquals(templateOf(Float64Array.of(5, 1, 2, 1), 2), [0.8]);
});
