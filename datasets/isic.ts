import type { Dataset } from "@dragsaw/core/data";
import { type Component, define } from "@dragsaw/core/registry";
import { fileOptions, ruleOf, share } from "./options.ts";
import { findLayout, type Layout } from "./pairs/layout.ts";
import { isFolder } from "./pairs/listing.ts";
import { pairedDataset } from "./pairs/paired_dataset.ts";
import { type FolderPair, pairFolders, type Pairing } from "./pairs/pair_folders.ts";
import { drawSplits, pairPlain } from "./pairs/plain.ts";

/** A layout that knows how to pair what it holds. */
interface IsicLayout extends Layout {
  pair(root: string, allow: ReadonlySet<string>): Promise<Pairing>;
}

/** A challenge's archives, each unzipped into a folder of its own name. */
export type Archives = readonly FolderPair[];

/** As the paper's released code wants it: train/ and test/ with img/ and mask_jpg/; val/ where somebody made one. */
const REFERENCE: IsicLayout = {
  name: "reference",
  folders: ["train/img", "train/mask_jpg", "test/img", "test/mask_jpg"],
  async pair(root, allow) {
    const part = (name: string) => ({ images: `${name}/img`, masks: `${name}/mask_jpg` });
    const val = await isFolder(`${root}/val/img`) ? [{ ...part("val"), split: "val" as const }] : [];
    return await pairAll(root, [part("train"), ...val, { ...part("test"), split: "test" }], allow);
  },
};

const PLAIN: IsicLayout = { name: "plain", folders: ["images", "masks"], pair: pairPlain };

/**
 * A dataset of the ISIC challenges: official archives, the released code's layout, or plain folders.
 *
 * @param archives Folders under the root; a split where they give one.
 */
export function isic(
  name: string,
  { summary, source }: { readonly summary: string; readonly source: string },
  archives: Archives,
): Component {
  const layouts = [official(archives), REFERENCE, PLAIN];
  return define("dataset", name, {
    summary,
    source,
    options: () => ({
      ...fileOptions(),
      validation: share(
        0.1,
        "Part of the training images held out to choose the best checkpoint, where no val split is given",
      ),
      test: share(0.2, "Part held out for the test, where all lie in one images/ without split.csv"),
    }),
    build: async ({ root, validation, test, ...options }, context): Promise<Dataset> => {
      const rule = ruleOf(options);
      const layout = await findLayout(root, layouts);
      const { pairs, defects } = await layout.pair(root, rule.allow);
      const has = (split: string) => pairs.some((pair) => pair.split === split);
      const parts = { validation: has("val") ? 0 : validation, test: has("test") ? 0 : test };
      const cases = drawSplits(pairs, parts, context.seed);
      const source = `${layout.name} layout in ${root}`;
      const classes = ["background", "lesion"];
      return pairedDataset({ name, source, root, cases, defects, rule, classes, context });
    },
  });
}

function official(archives: Archives): IsicLayout {
  return {
    name: "official",
    folders: archives.flatMap(({ images, masks }) => [images, masks]),
    pair: (root, allow) => pairAll(root, archives, allow),
  };
}

/** Pairs several folders under `root`. */
async function pairAll(
  root: string,
  parts: readonly FolderPair[],
  allow: ReadonlySet<string>,
): Promise<Pairing> {
  const all = await Promise.all(
    parts.map((part) =>
      pairFolders({ ...part, images: `${root}/${part.images}`, masks: `${root}/${part.masks}` }, allow)
    ),
  );
  return { pairs: all.flatMap(({ pairs }) => pairs), defects: all.flatMap(({ defects }) => defects) };
}
