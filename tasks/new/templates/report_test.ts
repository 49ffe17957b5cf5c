import { createRegistry } from "@dragsaw/core/registry";
import { reportSuite } from "@dragsaw/core/testing";
import { template } from "./report.ts";

const { build } = createRegistry([{ name: "test", apiVersion: 1, components: [template] }]);
reportSuite({ name: "template", build: () => build("report", { type: "template" }, {}) });
