import { assertEquals } from "@std/assert";
import { createRegistry } from "@dragsaw/core/registry";
import { scheduleSuite } from "@dragsaw/core/testing";
import { createTemplate, template } from "./schedule.ts";

const { build } = createRegistry([{ name: "test", apiVersion: 1, components: [template] }]);
scheduleSuite({ name: "template", build: () => build("schedule", { type: "template" }, {}) });

Deno.test("template worked by hand: up to step 2, down to the end", () => {
  const { rate } = createTemplate({ peak: 0.5, start: 0 });
  const rates = [0, 1, 2, 3, 4].map((step) => rate(step, 6, { steps: 5, stepsPerEpoch: 1 }));
  assertEquals(rates, [0, 3, 6, 4, 2]);
});
