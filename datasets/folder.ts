import type { Dataset } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { z } from "zod";
import { fileOptions, ruleOf, share } from "./options.ts";
import { findLayout } from "./pairs/layout.ts";
import { pairedDataset } from "./pairs/paired_dataset.ts";
import { drawSplits, pairPlain } from "./pairs/plain.ts";

/**
 * `folder`: any data as a folder of images and one of masks, paired by name: a mask is called as its image, or with
 * `_segmentation`, `_mask` or `_lesion` behind, or with a `suffix` of your own. `split.csv` (columns id, split: train, val, test;
 * if wanted patient, stratum) says what is what; without it test and validation cases are drawn from the run's seed.
 *
 * Alpha is dropped over its own colour; the data check tells where an image is not opaque.
 */
export const folder: Component = define("dataset", "folder", {
  summary: "Folders of images and masks, with an optional split.csv",
  options: () => ({
    ...fileOptions(),
    classes: z.tuple([z.string().min(1), z.string().min(1)]).default(["background", "foreground"])
      .describe("Names of background and foreground"),
    images: folderName("Folder of the images, under the root; images unless given"),
    masks: folderName("Folder of the masks, under the root; masks unless given"),
    suffix: z.string().min(1).regex(/^[^/\\]*$/).optional().describe(
      "What masks are called beyond their image's name, before the ending: _seg for a.jpg and a_seg.png",
    ),
    channels: z.literal([1, 3]).optional().describe("1 for grey images, 3 for colours; 3 unless given"),
    validation: share(0.15, "Part held out to choose the best checkpoint, where there is no split.csv"),
    test: share(0.15, "Part held out for the test, where there is no split.csv"),
  }),
  build: async (
    { root, classes, validation, test, images = "images", masks = "masks", suffix, channels = 3, ...options },
    context,
  ) => {
    const rule = ruleOf(options);
    const { name } = await findLayout(root, [{ name: "folder", folders: [images, masks] }]);
    const { pairs, defects } = await pairPlain(root, rule.allow, { images, masks, ...suffix && { suffix } });
    const cases = drawSplits(pairs, { validation, test }, context.seed);
    return pairedDataset({
      name: "folder",
      source: `${name} layout in ${root}`,
      root,
      cases,
      defects,
      rule,
      classes,
      channels,
      context,
    }) satisfies Dataset;
  },
});

function folderName(what: string) {
  return z.string().regex(/^[^/\\].*$/).refine((path) => !path.split("/").includes(".."), {
    error: "a path under the root",
  }).optional().describe(what);
}
