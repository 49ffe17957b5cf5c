import { createRegistry } from "@dragsaw/core/registry";
import { datasetSuite } from "@dragsaw/core/testing";
import { template } from "./dataset.ts";

const { build } = createRegistry([{ name: "test", apiVersion: 1, components: [template] }]);
datasetSuite({
  name: "template",
  open: (context) => build("dataset", { type: "template", train: 4, val: 2, test: 2, size: 48 }, context),
});
