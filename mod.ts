/**
 * Dragsaw: training of medical image segmentation in TypeScript on TensorFlow, with PDCR and UAFR.
 *
 * The list below is every built-in plugin, in the order data flows.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core";
import backendJs from "@dragsaw/backend-js";
import backendTensorflow from "@dragsaw/backend-tensorflow";
import deeplab from "@dragsaw/deeplab";
import losses from "@dragsaw/losses";
import metrics from "@dragsaw/metrics";
import optimizers from "@dragsaw/optimizers";
import pdcr from "@dragsaw/pdcr";
import reports from "@dragsaw/reports";
import uafr from "@dragsaw/uafr";
import unet from "@dragsaw/unet";
import { dataPlugins } from "./data_plugins.ts";

export * from "@dragsaw/core";

/** Built-in plugins. */
export const plugins: readonly Plugin[] = [
  backendTensorflow,
  backendJs,
  ...dataPlugins,
  unet,
  deeplab,
  uafr,
  losses,
  pdcr,
  optimizers,
  metrics,
  reports,
];
