import type { Refiner } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import { refinerSuite } from "@dragsaw/core/testing";
import { template } from "./refiner.ts";

const { build } = createRegistry([{ name: "test", apiVersion: 1, components: [template] }]);
refinerSuite({
  name: "template",
  build: ({ parameters, model, slots }) =>
    build("refiner", { type: "template", slots }, {
      parameters,
      channels: 3,
      classes: 2,
      build,
      model,
    }) as Refiner,
});
