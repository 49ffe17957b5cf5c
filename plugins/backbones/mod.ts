/**
 * Feature extractors with named slots: the backbones `xception`, `resnet50`, `resnet101`, `drn-d-54`, `mobilenet-v2` and
 * `efficientnet-lite0`.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { drnD54 } from "./drn.ts";
import { efficientNetLite0 } from "./efficientnet_lite.ts";
import { mobileNetV2 } from "./mobilenet_v2.ts";
import { resnet101, resnet50 } from "./resnet_components.ts";
import { xception } from "./xception.ts";

export * from "./drn.ts";
export * from "./efficientnet_lite.ts";
export * from "./mobilenet_v2.ts";
export type { OutputStride } from "./options.ts";
export * from "./resnet.ts";
export * from "./resnet_components.ts";
export * from "./xception.ts";

/** The backbones. */
const plugin: Plugin = {
  name: "@dragsaw/backbones",
  apiVersion: 1,
  components: [
    xception,
    resnet50,
    resnet101,
    drnD54,
    mobileNetV2,
    efficientNetLite0,
  ],
};
export default plugin;
