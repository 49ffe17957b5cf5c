import type { Case, Defect, Split } from "@dragsaw/core/data";
import { isVolumeName } from "../formats/sniff.ts";
import { byCode, imageStem, listFolder, type Listing, type Meaning } from "./listing.ts";
import { wrongCount } from "./whole_archive.ts";

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
  /** What a mask is called beyond its image's name; `_segmentation`, `_mask`, `_lesion` or nothing when absent. */
  readonly suffix?: string;
  /** Files among images and masks that the archive is known to hold besides. */
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
  /** Ids with an image or a mask only: those are defects already. */
  readonly unpaired?: readonly string[];
}

/** A mask is called as its image, or with one of these behind. */
const SUFFIX = /_(segmentation|mask|lesion)$/i;

/**
 * Pairs images and masks by id, looking from both sides.
 *
 * @param allow `extra-files`: files that belong to no pair are left alone. `partial`: the archive need not be complete.
 */
export async function pairFolders(folders: FolderPair, allow: ReadonlySet<string>): Promise<Pairing> {
  const { known, split, count, suffix } = folders;
  const unknown = (name: string, meaning: Meaning): Meaning => known?.test(name) ? "known" : meaning;
  const apart = folders.images === folders.masks && suffix !== undefined;
  const images = await listFolder(
    folders.images,
    (name) => unknown(name, apart && isMask(name, suffix) ? "known" : asImage(name)),
  );
  const masks = await listFolder(
    folders.masks,
    (name) => unknown(name, apart && !isMask(name, suffix) ? "known" : asMask(name, images.files, suffix)),
  );
  const defects: Defect[] = [...images.defects, ...masks.defects];
  const pairs: Pair[] = [];
  for (const [id, image] of images.files) {
    const mask = masks.files.get(id);
    if (mask) pairs.push({ id, image, mask, ...(split ? { split } : {}) });
    else {
      const reason = `Expected a mask "${id}${
        suffix ?? `" or "${id}_segmentation`
      }" in ${masks.folder}, found none`;
      defects.push({ kind: "missing-mask", file: image, reason });
    }
  }
  if (!allow.has("extra-files")) defects.push(...strays(images, masks));
  const found = images.files.size, file = folders.images;
  if (found === 0) defects.push({ kind: "missing-image", file, reason: "Expected images, found none" });
  else defects.push(...wrongCount({ file, what: `archive's ${count} images`, wanted: count, found }, allow));
  const ids = new Set([...images.files.keys(), ...masks.files.keys()]);
  pairs.forEach(({ id }) => ids.delete(id));
  return { unpaired: [...ids], defects, pairs: pairs.sort((a, b) => byCode(a.id, b.id)) };
}

/** Masks without an image, and files that are neither. */
function strays(images: Listing, masks: Listing): Defect[] {
  const alone = [...masks.files].filter(([id]) => !images.files.has(id)).map(([id, mask]) => ({
    kind: "missing-image",
    file: mask,
    reason: `Expected an image "${id}" in ${images.folder}, found none`,
  }));
  return [...alone, ...[...images.extras, ...masks.extras].map(extraFile)];
}

/** A file that is no image among images. */
export function extraFile(file: string): Defect {
  if (isVolumeName(file)) {
    const reason = "Expected images, found a volume: this dataset reads pictures in two dimensions";
    return { kind: "volume-in-2d", file, reason };
  }
  const reason = 'Expected images only, found another file; "allow: [extra-files]" leaves it alone';
  return { kind: "extra-file", file, reason };
}

/** An image by its name without ending. */
export function asImage(name: string): Meaning {
  const id = imageStem(name);
  return id === undefined ? "extra" : { id };
}

/** An image called like the whole stem goes before one called like the stem without its suffix. */
function asMask(name: string, images: ReadonlyMap<string, string>, suffix?: string): Meaning {
  const stem = imageStem(name);
  if (stem === undefined) return "extra";
  if (suffix !== undefined) return stem.endsWith(suffix) ? { id: stem.slice(0, -suffix.length) } : "extra";
  return { id: images.has(stem) ? stem : stem.replace(SUFFIX, "") };
}

/** Whether a name is a mask's, where masks lie among the images. */
function isMask(name: string, suffix: string): boolean {
  return imageStem(name)?.endsWith(suffix) ?? false;
}
