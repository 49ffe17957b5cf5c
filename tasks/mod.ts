/**
 * Dragsaw: training of medical image segmentation in TypeScript on TensorFlow, with PDCR and UAFR.
 *
 * The list below is every built-in plugin, in the order data flows.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core";
import attention from "@dragsaw/attention";
import backbones from "@dragsaw/backbones";
import backendJs from "@dragsaw/backend-js";
import backendTensorflow from "@dragsaw/backend-tensorflow";
import deeplab from "@dragsaw/deeplab";
import fcn from "@dragsaw/fcn";
import losses from "@dragsaw/losses";
import metrics from "@dragsaw/metrics";
import nnunet from "@dragsaw/nnunet";
import optimizers from "@dragsaw/optimizers";
import pdcr from "@dragsaw/pdcr";
import pspnet from "@dragsaw/pspnet";
import reports from "@dragsaw/reports";
import ssl from "@dragsaw/ssl";
import uafr from "@dragsaw/uafr";
import unet from "@dragsaw/unet";
import { dataPlugins } from "./data_plugins.ts";

export * from "@dragsaw/core";
export type { Arguments, Command, Flag } from "./shared/command.ts";

/** Built-in plugins. */
export const plugins: readonly Plugin[] = [
  backendTensorflow,
  backendJs,
  ...dataPlugins,
  backbones,
  unet,
  nnunet,
  deeplab,
  fcn,
  pspnet,
  uafr,
  attention,
  losses,
  pdcr,
  ssl,
  optimizers,
  metrics,
  reports,
];
