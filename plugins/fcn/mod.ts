/**
 * FCN, as the model `fcn`.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { fcn } from "./fcn.ts";

export * from "./fcn.ts";

/** The model. */
const plugin: Plugin = { name: "@dragsaw/fcn", apiVersion: 1, components: [fcn] };
export default plugin;
