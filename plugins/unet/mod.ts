/**
 * U-Net and U-Net++, as the models `unet` and `unet++`.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { unet } from "./unet.ts";
import { unetPlusPlus } from "./unet_plus_plus.ts";

export type { UNetOptions, Up } from "./options.ts";
export * from "./unet.ts";
export * from "./unet_plus_plus.ts";

/** The models. */
const plugin: Plugin = { name: "@dragsaw/unet", apiVersion: 1, components: [unet, unetPlusPlus] };
export default plugin;
