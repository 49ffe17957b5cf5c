/** Placeholder until written. @module */
import type { Plugin } from "@dragsaw/core/registry";
const plugin: Plugin = { name: "@dragsaw/optimizers", apiVersion: 1, components: [] };
export default plugin;
