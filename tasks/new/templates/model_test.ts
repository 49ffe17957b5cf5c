import type { Model } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import { modelSuite } from "@dragsaw/core/testing";
import { template } from "./model.ts";

const { build } = createRegistry([{ name: "test", apiVersion: 1, components: [template] }]);
modelSuite({
  name: "template",
  build: (parameters) =>
    build("model", { type: "template", width: 2 }, { parameters, channels: 3, classes: 2, build }) as Model,
  sizes: [[16, 16], [17, 22]],
  gradient: { tolerance: .05 },
});
