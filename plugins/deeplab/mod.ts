/**
 * DeepLabV3+, as the model `deeplabv3plus`.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { deeplabv3plus } from "./deeplabv3plus.ts";

export * from "./deeplabv3plus.ts";

/** The model. */
const plugin: Plugin = { name: "@dragsaw/deeplab", apiVersion: 1, components: [deeplabv3plus] };
export default plugin;
