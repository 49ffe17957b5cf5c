import { createRegistry } from "@dragsaw/core/registry";
import { backboneSuite } from "@dragsaw/core/testing";
import { template } from "./backbone.ts";

const { build } = createRegistry([{ name: "test", apiVersion: 1, components: [template] }]);
backboneSuite({
  name: "template",
  build: (parameters) =>
    build("backbone", { type: "template", width: 2 }, { parameters, channels: 3, classes: 2, build }),
  sizes: [[16, 16], [17, 22]],
  outputs: ["stage.0", "stage.1", "stage.2", "stage.3"],
  gradient: { tolerance: .05 },
});
