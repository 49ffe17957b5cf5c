import type { Transform } from "@dragsaw/core/data";
import { createRegistry } from "@dragsaw/core/registry";
import { transformSuite } from "@dragsaw/core/testing";
import { template } from "./transform.ts";

const { build } = createRegistry([{ name: "test", apiVersion: 1, components: [template] }]);
transformSuite({
  name: "template",
  acting: build("transform", { type: "template", probability: 1 }, {}) as Transform,
  idle: build("transform", { type: "template", probability: 0 }, {}) as Transform,
});
