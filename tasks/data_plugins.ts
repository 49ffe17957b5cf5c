import augment from "@dragsaw/augment";
import datasets from "@dragsaw/datasets";
import nnunetPlanner from "@dragsaw/nnunet/planner";
import type { Plugin } from "@dragsaw/core/registry";

/** The built-in plugins that data workers run: no tensor library among them. In the order data flows. */
export const dataPlugins: readonly Plugin[] = [datasets, augment, nnunetPlanner];
