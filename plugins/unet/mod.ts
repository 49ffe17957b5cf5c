/**
 * U-Net, as the model `unet`.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { unet } from "./unet.ts";

export * from "./options.ts";
export * from "./unet.ts";

/** The model. */
const plugin: Plugin = { name: "@dragsaw/unet", apiVersion: 1, components: [unet] };
export default plugin;
