import { createRegistry } from "@dragsaw/core/registry";
import { optimizerSuite } from "@dragsaw/core/testing";
import { template } from "./optimizer.ts";

const { build } = createRegistry([{ name: "test", apiVersion: 1, components: [template] }]);
optimizerSuite({ name: "template", build: () => build("optimizer", { type: "template" }, {}) });
