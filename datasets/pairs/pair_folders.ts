import type { Case, Defect, Split } from "@dragsaw/core/data";
import { byCode, imageStem, listFolder, type Meaning } from "./listing.ts";

/** A case whose split may still have to be drawn. */
export type Pair = Omit<Case, "split" | "mask"> & { readonly split?: Split; readonly mask: string };

/** Two folders that hold images and their masks. */
export interface FolderPair {
  /** Folder of the images. */
  readonly images: string;
  /** Folder of the masks. */
  readonly masks: string;
  /** Split of all of them; absent where it is drawn or read elsewhere. */
  readonly split?: Split;
  /** Files among the images that the archive is known to hold besides. */
  readonly known?: RegExp;
  /** Pairs that the archive has, where that is known. */
  readonly count?: number;
}

/** Pairs, and all that is wrong with them. */
export interface Pairing {
  /** Image and mask by id, sorted. */
  readonly pairs: readonly Pair[];
  /** Everything missing, extra or double. */
  readonly defects: readonly Defect[];
}

/** A mask is called as its image, or with one of these behind. */
const SUFFIX = /_(segmentation|mask|lesion)$/i;

/**
 * Pairs images and masks by id, looking from both sides.
 *
 * @param allow `extra-files`: files that belong to no pair are left alone. `partial`: the archive need not be complete.
 */
export async function pairFolders(folders: FolderPair, allow: ReadonlySet<string>): Promise<Pairing> {
  const { known, split, count } = folders;
  const images = await listFolder(folders.images, (name) => known?.test(name) ? "known" : asImage(name));
  const masks = await listFolder(folders.masks, (name) => asMask(name, images.files));
  const defects: Defect[] = [...images.defects, ...masks.defects];
  const pairs: Pair[] = [];
  for (const [id, image] of images.files) {
    const mask = masks.files.get(id);
    if (mask) pairs.push({ id, image, mask, ...(split ? { split } : {}) });
    else {defects.push({
        file: image,
        reason: `Expected a mask "${id}" or "${id}_segmentation" in ${masks.folder}, found none`,
      });}
  }
  if (!allow.has("extra-files")) {
    for (const [id, mask] of masks.files) {
      if (!images.files.has(id)) {
        defects.push({ file: mask, reason: `Expected an image "${id}" in ${images.folder}, found none` });
      }
    }
    for (const file of [...images.extras, ...masks.extras]) {
      defects.push({
        file,
        reason: 'Expected images only, found another file; "allow: [extra-files]" leaves it alone',
      });
    }
  }
  if (images.files.size === 0) defects.push({ file: images.folder, reason: "Expected images, found none" });
  else if (count !== undefined && images.files.size !== count && !allow.has("partial")) {
    const reason =
      `Expected the archive's ${count} images, found ${images.files.size}; "allow: [partial]" takes what is there`;
    defects.push({ file: images.folder, reason });
  }
  return { pairs: pairs.sort((a, b) => byCode(a.id, b.id)), defects };
}

function asImage(name: string): Meaning {
  const id = imageStem(name);
  return id === undefined ? "extra" : { id };
}

/** An image called like the whole stem goes before one called like the stem without its suffix. */
function asMask(name: string, images: ReadonlyMap<string, string>): Meaning {
  const stem = imageStem(name);
  if (stem === undefined) return "extra";
  return { id: images.has(stem) ? stem : stem.replace(SUFFIX, "") };
}
