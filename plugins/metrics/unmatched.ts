import { classCounts } from "@dragsaw/core";
import { define } from "@dragsaw/core/registry";
import type { Component } from "@dragsaw/core/registry";

/** `unmatched`: foreground classes of an image that one map has and the other lacks, which hd95 and assd count as a penalty. */
export const unmatched: Component = define("metric", "unmatched", {
  summary: "Foreground classes that were missed or invented, a number from 0.",
  options: () => ({}),
  build: () => ({
    name: "unmatched",
    higherIsBetter: false,
    measure: ({ confusion, classes }) =>
      classCounts(confusion, classes).slice(1)
        .filter(({ tp, fp, fn }) => (tp + fn > 0) !== (tp + fp > 0)).length,
  }),
});
