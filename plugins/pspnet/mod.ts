/**
 * PSPNet, as the model `pspnet`.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { pspnet } from "./pspnet.ts";

export * from "./pspnet.ts";

/** The model. */
const plugin: Plugin = { name: "@dragsaw/pspnet", apiVersion: 1, components: [pspnet] };
export default plugin;
