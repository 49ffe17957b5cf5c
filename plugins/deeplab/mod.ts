/**
 * DeepLabV3+ and its backbones, as the model `deeplabv3plus` and the backbone `xception`.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { deeplabv3plus } from "./deeplabv3plus.ts";
import { xception } from "./xception.ts";

export * from "./deeplabv3plus.ts";
export * from "./xception.ts";

/** The model and its backbone. */
const plugin: Plugin = { name: "@dragsaw/deeplab", apiVersion: 1, components: [xception, deeplabv3plus] };
export default plugin;
