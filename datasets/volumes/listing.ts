import type { Case, Defect } from "@dragsaw/core/data";
import { byCode, isFolder, namesIn } from "../pairs/listing.ts";

/** A case of volumes whose split may still have to be drawn. */
export type VolumePair = Omit<Case, "split" | "mask" | "files"> & {
  readonly split?: Case["split"];
  readonly mask: string;
  readonly files: readonly string[];
};

/** Cases, and all that is wrong with them. */
export interface VolumeListing {
  /** Sorted by id. */
  readonly pairs: readonly VolumePair[];
  /** Everything missing, extra or double. */
  readonly defects: readonly Defect[];
  /** Cases of which something is missing: those are defects already, or allowed. */
  readonly unpaired: readonly string[];
}

/** Two folders of volumes and their truth, named as nnU-Net wants it. */
export interface VolumeFolders {
  /** Folder of the images. */
  readonly images: string;
  /** Folder of the labels. */
  readonly labels: string;
  /** Channels of each case. */
  readonly channels: number;
  /** How files end. */
  readonly ending: string;
  /** Split of all of them; absent where it is drawn. */
  readonly split?: Case["split"];
}

/** Files with the voxels of a header beside them. */
const VOXELS: Readonly<Record<string, RegExp>> = {
  ".hdr": /\.img(\.gz)?$/i,
  ".img": /\.hdr$/i,
  ".mhd": /\.z?raw$/i,
  ".nhdr": /\.raw(\.gz)?$/i,
};

/** As in CASE_0000.nii.gz. */
const CHANNEL = /^(.+)_(\d{4})$/;

/**
 * Pairs CASE_0000.nii.gz, CASE_0001.nii.gz ... with the truth CASE.nii.gz, looking from both sides. With one channel, images
 * may be called as their truth.
 *
 * @param allow `extra-files`: files that belong to no case are left alone.
 */
export async function pairVolumes(
  folders: VolumeFolders,
  allow: ReadonlySet<string>,
): Promise<VolumeListing> {
  const { channels, ending, split } = folders;
  const images = await stemsIn(folders.images, ending), labels = await stemsIn(folders.labels, ending);
  const numbered = channels > 1 || [...labels.stems].some((id) => images.stems.has(`${id}_0000`));
  const defects: Defect[] = [], pairs: VolumePair[] = [], known = new Set<string>(), unpaired: string[] = [];
  for (const id of labels.stems) {
    const stems = numbered ? channelsOf(id, channels) : [id];
    const missing = stems.filter((stem) => !images.stems.has(stem));
    const mask = `${folders.labels}/${id}${ending}`;
    stems.forEach((stem) => known.add(stem));
    if (missing.length === 0) {
      const files = stems.map((stem) => `${folders.images}/${stem}${ending}`);
      pairs.push({ id, image: files[0], files, mask, ...split && { split } });
      continue;
    }
    unpaired.push(id);
    if (missing.length < stems.length || !allow.has("extra-files")) {
      const names = missing.map((stem) => stem + ending).join(", ");
      const reason = `Expected its images ${names} in ${folders.images}, found none`;
      defects.push({ kind: "missing-image", file: mask, reason });
    }
  }
  const strays = [...images.stems].filter((stem) => !known.has(stem));
  defects.push(...strays.map((stem) => strayImage(stem, folders, labels.stems, numbered)));
  if (!allow.has("extra-files")) {
    defects.push(...[...images.extras, ...labels.extras].map((file) => extraFile(file, ending)));
  }
  if (images.stems.size === 0) {
    const reason = `Expected files *${ending}, found none`;
    defects.push({ kind: "missing-image", file: folders.images, reason });
  }
  unpaired.push(...strays.map((stem) => numbered ? stem.replace(CHANNEL, "$1") : stem));
  return { pairs: pairs.sort((a, b) => byCode(a.id, b.id)), defects, unpaired };
}

function extraFile(file: string, ending: string): Defect {
  const reason =
    `Expected files that end in ${ending}, found another; "allow: [extra-files]" leaves it alone`;
  return { kind: "extra-file", file, reason };
}

function channelsOf(id: string, channels: number): string[] {
  return Array.from({ length: channels }, (_, c) => `${id}_${String(c).padStart(4, "0")}`);
}

/** Why an image belongs to no case. */
function strayImage(
  stem: string,
  { images, labels, ending, channels }: VolumeFolders,
  ids: ReadonlySet<string>,
  numbered: boolean,
): Defect {
  const file = `${images}/${stem}${ending}`, [, id, channel] = CHANNEL.exec(stem) ?? [];
  const unpaired = (name: string): Defect => ({
    kind: "missing-mask",
    file,
    reason: `Expected the truth ${name}${ending} in ${labels}, found none`,
  });
  if (!numbered) return unpaired(stem);
  const stray = (reason: string): Defect => ({ kind: "extra-file", file, reason });
  if (id === undefined) return stray(`Expected a channel's number, as in ${stem}_0000${ending}, found none`);
  if (!ids.has(id)) return unpaired(id);
  return stray(`Expected channels 0000 to ${String(channels - 1).padStart(4, "0")}, found ${channel}`);
}

/** Names without their ending, and the files that end otherwise and hold no voxels of those. */
async function stemsIn(folder: string, ending: string): Promise<{ stems: Set<string>; extras: string[] }> {
  const names = await isFolder(folder) ? await namesIn(folder) : [];
  const stems = new Set(
    names.flatMap((name) => name.endsWith(ending) ? [name.slice(0, -ending.length)] : []),
  );
  const voxels = VOXELS[ending];
  const belongs = (name: string) => voxels?.test(name) && stems.has(name.replace(voxels, ""));
  const extras = names.filter((name) => !name.endsWith(ending) && !belongs(name));
  return { stems, extras: extras.map((name) => `${folder}/${name}`) };
}
