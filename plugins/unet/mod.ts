/** Placeholder until written. @module */
import type { Plugin } from "@dragsaw/core/registry";
const plugin: Plugin = { name: "@dragsaw/unet", apiVersion: 1, components: [] };
export default plugin;
