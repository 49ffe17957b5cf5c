import type { Dataset } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";
import { fileOptions, ruleOf, share } from "./options.ts";
import { findLayout } from "./pairs/layout.ts";
import { pairedDataset } from "./pairs/paired_dataset.ts";
import { drawSplits, pairPlain } from "./pairs/plain.ts";

/**
 * `folder`: any data as `images/` and `masks/`, paired by name: a mask is called as its image, or with `_segmentation`, `_mask`
 * or `_lesion` behind. `split.csv` (columns id, split: train, val, test; if wanted patient, stratum) says what is what; without it test and validation
 * cases are drawn from the run's seed.
 */
export const folder: Component = define("dataset", "folder", {
  summary: "Folders images/ and masks/, with an optional split.csv",
  options: () => ({
    ...fileOptions(),
    classes: z.tuple([z.string().min(1), z.string().min(1)]).default(["background", "foreground"])
      .describe("Names of background and foreground"),
    validation: share(0.15, "Part held out to choose the best checkpoint, where there is no split.csv"),
    test: share(0.15, "Part held out for the test, where there is no split.csv"),
  }),
  build: async ({ root, classes, validation, test, ...options }, { seed }): Promise<Dataset> => {
    const rule = ruleOf(options);
    const { name } = await findLayout(root, [{ name: "folder", folders: ["images", "masks"] }]);
    const { pairs, defects } = await pairPlain(root, rule.allow);
    const cases = drawSplits(pairs, { validation, test }, seed);
    return pairedDataset({
      name: "folder",
      source: `${name} layout in ${root}`,
      cases,
      defects,
      rule,
      classes,
    });
  },
});
